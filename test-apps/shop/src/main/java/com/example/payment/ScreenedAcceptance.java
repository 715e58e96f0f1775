package com.example.payment;

import java.util.concurrent.atomic.AtomicInteger;

/** One payment in twenty is screened for fraud, and who pays waits for that. */
public final class ScreenedAcceptance implements Acceptance {
  private static final int PAYMENTS_PER_SCREENING = 20;
  private static final int SCREENING_MILLIS = 1_500;

  private final AtomicInteger payments = new AtomicInteger();

  @Override
  public int millis() {
    boolean screened = payments.incrementAndGet() % PAYMENTS_PER_SCREENING == 0;
    return screened ? SCREENING_MILLIS : PlainAcceptance.MILLIS;
  }
}
