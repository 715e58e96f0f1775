package com.example.shop.stock;

/** How many of a product can be bought. */
public interface Stock {
  long available(long product);
}
