package com.example.payment;

/** The bank is asked for each payment before it is accepted. */
public final class BankAcceptance implements Acceptance {
  private static final int MILLIS = 350;

  @Override
  public int millis() {
    return MILLIS;
  }
}
