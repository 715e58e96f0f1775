package com.example.shop.checkout;

import java.util.function.BooleanSupplier;

/** Lets nothing be paid twice: visitors click again, and the payment service confirms again. */
public interface PaymentGuard {
  /** Whether this cart's checkout may begin: not while, or after, it was checked out. */
  boolean begins(long cart);

  /**
   * Whether a purchase is to be marked as paid. Takes its time when the purchase was confirmed a
   * moment ago.
   *
   * @param paid whether it is marked already
   */
  boolean confirms(long purchase, BooleanSupplier paid);
}
