package com.example.shop.catalogue;

import java.math.BigDecimal;

/** A product as a page shows it. */
public record Offer(
    long id, String sku, String name, String teaser, BigDecimal price, double stars) {}
