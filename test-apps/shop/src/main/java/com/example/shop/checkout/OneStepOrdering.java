package com.example.shop.checkout;

import org.springframework.transaction.annotation.Transactional;

/**
 * The purchase is written and paid in one transaction, so that there is never one without the
 * other.
 */
public class OneStepOrdering implements Ordering {
  private final Purchases purchases;
  private final PaymentClient payments;

  public OneStepOrdering(Purchases purchases, PaymentClient payments) {
    this.purchases = purchases;
    this.payments = payments;
  }

  @Override
  @Transactional
  public Purchase order(long cart) {
    Purchase purchase = purchases.open(cart);
    payments.request(purchase.id(), purchase.total());
    return purchase;
  }
}
