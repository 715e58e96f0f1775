package com.example.shop.catalogue;

/** The description as it is. */
public final class PlainTeasers implements Teasers {
  @Override
  public String render(Product product) {
    return product.description();
  }
}
