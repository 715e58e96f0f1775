package com.example.faults.locks;

import java.util.function.Supplier;

/** A tenant's terms. Each tenant has a copy of this class, loaded when its first order comes. */
public final class TenantTerms implements Supplier<String> {
  static final long FETCH_MILLIS = 250;

  private static final String TERMS = fetch();

  @Override
  public String get() {
    return TERMS;
  }

  /** From another service. */
  static String fetch() {
    try {
      Thread.sleep(FETCH_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "net 30 days";
  }
}
