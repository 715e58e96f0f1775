package com.example.shop.checkout;

/** Makes a purchase of a cart and asks for the money. */
public interface Ordering {
  Purchase order(long cart);
}
