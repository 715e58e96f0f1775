package com.example.shop.checkout;

/** The purchase is written first; the payment service answers while no transaction is open. */
public final class TwoStepOrdering implements Ordering {
  private final Purchases purchases;
  private final PaymentClient payments;

  public TwoStepOrdering(Purchases purchases, PaymentClient payments) {
    this.purchases = purchases;
    this.payments = payments;
  }

  @Override
  public Purchase order(long cart) {
    Purchase purchase = purchases.open(cart);
    payments.request(purchase.id(), purchase.total());
    return purchase;
  }
}
