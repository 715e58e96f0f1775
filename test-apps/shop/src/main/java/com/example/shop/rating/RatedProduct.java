package com.example.shop.rating;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.Immutable;

/** A product with what visitors wrote about it. */
@Entity
@Immutable
@Table(name = "product")
public class RatedProduct {
  @Id private Long id;

  @OneToMany(mappedBy = "product")
  private List<Review> reviews = new ArrayList<>();

  protected RatedProduct() {}

  public Long id() {
    return id;
  }

  public List<Review> reviews() {
    return reviews;
  }
}
