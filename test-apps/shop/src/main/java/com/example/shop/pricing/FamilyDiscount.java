package com.example.shop.pricing;

import com.example.shop.catalogue.Product;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Three or more products of one family make each of them five per cent cheaper. */
final class FamilyDiscount {
  private static final int LEAST_FAMILY = 3;
  private static final BigDecimal FACTOR = new BigDecimal("0.95");

  private FamilyDiscount() {}

  static BigDecimal price(Product product, int familySize) {
    return familySize < LEAST_FAMILY
        ? product.price()
        : product.price().multiply(FACTOR).setScale(2, RoundingMode.HALF_UP);
  }
}
