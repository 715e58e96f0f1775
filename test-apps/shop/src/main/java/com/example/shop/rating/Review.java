package com.example.shop.rating;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.hibernate.annotations.Immutable;

/** What a visitor wrote. */
@Entity
@Immutable
public class Review {
  @Id private Long id;

  @ManyToOne(fetch = FetchType.LAZY)
  private RatedProduct product;

  private int stars;
  private String comment;

  protected Review() {}

  public Long id() {
    return id;
  }

  public RatedProduct product() {
    return product;
  }

  public int stars() {
    return stars;
  }

  public String comment() {
    return comment;
  }
}
