package com.example.shop.pricing;

import com.example.shop.catalogue.Product;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** The prices of products that are shown or bought together, by product id. */
public interface Pricing {
  Map<Long, BigDecimal> prices(List<Product> products);
}
