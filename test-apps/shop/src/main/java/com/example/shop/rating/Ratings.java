package com.example.shop.rating;

import java.util.List;
import java.util.Map;

/** Stars of products, as a page shows them. */
public interface Ratings {
  /** Mean stars by product; products without reviews are left out. */
  Map<Long, Double> stars(List<Long> products);
}
