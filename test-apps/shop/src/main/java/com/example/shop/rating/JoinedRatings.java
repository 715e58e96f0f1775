package com.example.shop.rating;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.transaction.annotation.Transactional;

/** The same as {@link PageRatings}, but the products come with their reviews. */
public class JoinedRatings implements Ratings {
  private final RatedProducts products;

  public JoinedRatings(RatedProducts products) {
    this.products = products;
  }

  @Override
  @Transactional(readOnly = true)
  public Map<Long, Double> stars(List<Long> ids) {
    Map<Long, Double> stars = new HashMap<>();
    for (RatedProduct product : products.findWithReviews(ids)) {
      product.reviews().stream()
          .mapToInt(Review::stars)
          .average()
          .ifPresent(mean -> stars.put(product.id(), mean));
    }
    return stars;
  }
}
