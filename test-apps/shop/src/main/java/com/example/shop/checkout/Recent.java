package com.example.shop.checkout;

import java.util.LinkedHashMap;
import java.util.Map;

/** The last carts and purchases, and when they were seen. */
final class Recent extends LinkedHashMap<Long, Long> {
  private static final long serialVersionUID = 1;
  private static final int MOST = 10_000;

  @Override
  protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
    return size() > MOST;
  }
}
