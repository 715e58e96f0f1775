package com.example.shop.rating;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.transaction.annotation.Transactional;

/** Finds the products of a page, and then their reviews as they are needed. */
public class PageRatings implements Ratings {
  private final RatedProducts products;

  public PageRatings(RatedProducts products) {
    this.products = products;
  }

  @Override
  @Transactional(readOnly = true)
  public Map<Long, Double> stars(List<Long> ids) {
    Map<Long, Double> stars = new HashMap<>();
    for (RatedProduct product : products.findAllById(ids)) {
      product.reviews().stream()
          .mapToInt(Review::stars)
          .average()
          .ifPresent(mean -> stars.put(product.id(), mean));
    }
    return stars;
  }
}
