package com.example.shop.rating;

import java.util.List;
import java.util.Map;

/** The page shows no stars. */
public final class NoRatings implements Ratings {
  @Override
  public Map<Long, Double> stars(List<Long> products) {
    return Map.of();
  }
}
