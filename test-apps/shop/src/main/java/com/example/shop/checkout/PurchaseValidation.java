package com.example.shop.checkout;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The same as {@link PaymentValidation}, but whoever waits for the bank holds no lock. */
public final class PurchaseValidation implements PaymentGuard {
  private static final long REPEATED_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long SETTLING_SECONDS = 2;

  private final Recent carts = new Recent();
  private final Recent purchases = new Recent();

  @Override
  public boolean begins(long cart) {
    synchronized (carts) {
      return carts.putIfAbsent(cart, System.nanoTime()) == null;
    }
  }

  @Override
  public boolean confirms(long purchase, BooleanSupplier paid) {
    if (isRepeated(purchase)) {
      settle();
    }
    return !paid.getAsBoolean();
  }

  private boolean isRepeated(long purchase) {
    synchronized (purchases) {
      Long before = purchases.put(purchase, System.nanoTime());
      return before != null && System.nanoTime() - before < REPEATED_NANOS;
    }
  }

  private static void settle() {
    try {
      TimeUnit.SECONDS.sleep(SETTLING_SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
