package com.example.shop.checkout;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.math.BigDecimal;

@Entity
public class Purchase {
  private static final String PAID = "PAID";

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "purchase")
  @SequenceGenerator(name = "purchase", sequenceName = "purchase_seq", allocationSize = 50)
  private Long id;

  @Column(name = "cart_id")
  private Long cart;

  private BigDecimal total;
  private String status = "OPEN";

  protected Purchase() {}

  Purchase(Long cart, BigDecimal total) {
    this.cart = cart;
    this.total = total;
  }

  public Long id() {
    return id;
  }

  public BigDecimal total() {
    return total;
  }

  public String status() {
    return status;
  }

  boolean isPaid() {
    return status.equals(PAID);
  }

  void paid() {
    status = PAID;
  }
}
