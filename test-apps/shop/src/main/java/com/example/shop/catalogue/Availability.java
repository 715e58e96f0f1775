package com.example.shop.catalogue;

/** Whether what a page lists can be had. */
public interface Availability {
  boolean delivers(String category);
}
