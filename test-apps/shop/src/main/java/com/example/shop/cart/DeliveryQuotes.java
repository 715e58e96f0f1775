package com.example.shop.cart;

/** How soon what lies in a cart can be delivered. */
public interface DeliveryQuotes {
  /** Days from now on; 0 where nobody knows. */
  int days(long cart);
}
