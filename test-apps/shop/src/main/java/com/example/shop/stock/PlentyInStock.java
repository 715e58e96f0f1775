package com.example.shop.stock;

/** Whatever is bought can be delivered. */
public final class PlentyInStock implements Stock {
  private static final long PLENTY = 100;

  @Override
  public long available(long product) {
    return PLENTY;
  }
}
