package com.example.shop.stock;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.Immutable;

/** So many of a product came in, or left. */
@Entity
@Immutable
public class StockMovement {
  @Id private Long id;

  @Column(name = "product_id")
  private Long product;

  private int moved;

  protected StockMovement() {}

  public Long id() {
    return id;
  }

  public Long product() {
    return product;
  }

  public int moved() {
    return moved;
  }
}
