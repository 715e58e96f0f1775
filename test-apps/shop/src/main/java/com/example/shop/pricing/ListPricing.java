package com.example.shop.pricing;

import com.example.shop.catalogue.Product;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The price in the catalogue. */
public final class ListPricing implements Pricing {
  @Override
  public Map<Long, BigDecimal> prices(List<Product> products) {
    Map<Long, BigDecimal> prices = new HashMap<>();
    products.forEach(product -> prices.put(product.id(), product.price()));
    return prices;
  }
}
