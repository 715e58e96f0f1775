package com.example.payment;

/** Each payment takes the same. */
public final class PlainAcceptance implements Acceptance {
  static final int MILLIS = 15;

  @Override
  public int millis() {
    return MILLIS;
  }
}
