package com.example.payment;

/** Each payment is accepted at once: those to be screened are so before they are confirmed. */
public final class EarlyAcceptance implements Acceptance {
  @Override
  public int millis() {
    return PlainAcceptance.MILLIS;
  }
}
