package com.example.shop.pricing;

import com.example.shop.catalogue.Product;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prices with the family discount. */
public final class PriceCalculator implements Pricing {
  @Override
  public Map<Long, BigDecimal> prices(List<Product> products) {
    Map<Long, BigDecimal> prices = new HashMap<>();
    for (Product product : products) {
      prices.put(product.id(), FamilyDiscount.price(product, familySize(product, products)));
    }
    return prices;
  }

  private static int familySize(Product product, List<Product> products) {
    int size = 0;
    for (Product other : products) {
      if (familyOf(other.sku()).equals(familyOf(product.sku()))) {
        size++;
      }
    }
    return size;
  }

  private static String familyOf(String sku) {
    Matcher matcher = Pattern.compile("^(?<family>[A-Z]{2,4})-(\\d{5})-([A-Z])$").matcher(sku);
    return matcher.matches() ? matcher.group("family") : sku;
  }
}
