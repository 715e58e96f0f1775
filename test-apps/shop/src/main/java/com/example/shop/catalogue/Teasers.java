package com.example.shop.catalogue;

/** The few lines that stand below a product's picture. */
public interface Teasers {
  String render(Product product);
}
