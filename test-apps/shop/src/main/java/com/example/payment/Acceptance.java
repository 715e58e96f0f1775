package com.example.payment;

/** How the bank accepts payments. */
public interface Acceptance {
  /** How long a payment takes to be accepted, in ms. */
  int millis();
}
