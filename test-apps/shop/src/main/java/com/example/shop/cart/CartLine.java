package com.example.shop.cart;

import com.example.shop.catalogue.Product;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;

@Entity
public class CartLine {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "cart_line")
  @SequenceGenerator(name = "cart_line", sequenceName = "cart_line_seq", allocationSize = 50)
  private Long id;

  @ManyToOne(fetch = FetchType.LAZY)
  private Cart cart;

  @ManyToOne(fetch = FetchType.LAZY)
  private Product product;

  private int quantity;

  protected CartLine() {}

  CartLine(Cart cart, Product product, int quantity) {
    this.cart = cart;
    this.product = product;
    this.quantity = quantity;
  }

  public Product product() {
    return product;
  }

  public int quantity() {
    return quantity;
  }
}
