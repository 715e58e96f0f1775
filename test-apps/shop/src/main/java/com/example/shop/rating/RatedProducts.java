package com.example.shop.rating;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

public interface RatedProducts extends JpaRepository<RatedProduct, Long> {
  /** Products and their reviews in one statement. */
  @Query("select distinct p from RatedProduct p left join fetch p.reviews where p.id in :ids")
  List<RatedProduct> findWithReviews(List<Long> ids);
}
