package com.example.shop.catalogue;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import org.hibernate.annotations.Immutable;

/** An article of the shop. */
@Entity
@Immutable
public class Product {
  @Id private Long id;
  private String sku;
  private String name;
  private String description;
  private String category;
  private BigDecimal price;

  protected Product() {}

  public Product(
      Long id, String sku, String name, String description, String category, BigDecimal price) {
    this.id = id;
    this.sku = sku;
    this.name = name;
    this.description = description;
    this.category = category;
    this.price = price;
  }

  public Long id() {
    return id;
  }

  /** Family, number and edition, as in {@code ABX-00012-C}. */
  public String sku() {
    return sku;
  }

  public String name() {
    return name;
  }

  public String description() {
    return description;
  }

  public String category() {
    return category;
  }

  public BigDecimal price() {
    return price;
  }
}
