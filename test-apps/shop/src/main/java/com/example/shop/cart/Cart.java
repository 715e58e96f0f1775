package com.example.shop.cart;

import com.example.shop.catalogue.Product;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.SequenceGenerator;
import java.util.ArrayList;
import java.util.List;

@Entity
public class Cart {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "cart")
  @SequenceGenerator(name = "cart", sequenceName = "cart_seq", allocationSize = 50)
  private Long id;

  private String visitor;

  @OneToMany(mappedBy = "cart", cascade = CascadeType.ALL)
  private List<CartLine> lines = new ArrayList<>();

  protected Cart() {}

  Cart(String visitor) {
    this.visitor = visitor;
  }

  public Long id() {
    return id;
  }

  public String visitor() {
    return visitor;
  }

  public List<CartLine> lines() {
    return List.copyOf(lines);
  }

  void add(Product product, int quantity) {
    lines.add(new CartLine(this, product, quantity));
  }
}
