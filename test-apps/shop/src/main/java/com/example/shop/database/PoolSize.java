package com.example.shop.database;

/** How many connections the pool may have. */
public record PoolSize(int connections) {
  /**
   * Enough for the two or three requests that use the database at once on a small machine, with
   * room for bursts.
   */
  public static final PoolSize USUAL = new PoolSize(10);

  /** What did for the shop's first, small catalogue. */
  public static final PoolSize OF_THE_PILOT = new PoolSize(2);
}
