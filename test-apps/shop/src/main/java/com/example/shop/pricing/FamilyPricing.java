package com.example.shop.pricing;

import com.example.shop.catalogue.Product;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prices with the family discount, each product's family read once. */
public final class FamilyPricing implements Pricing {
  private static final Pattern SKU = Pattern.compile("^(?<family>[A-Z]{2,4})-(\\d{5})-([A-Z])$");

  @Override
  public Map<Long, BigDecimal> prices(List<Product> products) {
    Map<Long, String> families = new HashMap<>();
    Map<String, Integer> sizes = new HashMap<>();
    for (Product product : products) {
      String family = familyOf(product.sku());
      families.put(product.id(), family);
      sizes.merge(family, 1, Integer::sum);
    }
    Map<Long, BigDecimal> prices = new HashMap<>();
    for (Product product : products) {
      int size = sizes.get(families.get(product.id()));
      prices.put(product.id(), FamilyDiscount.price(product, size));
    }
    return prices;
  }

  private static String familyOf(String sku) {
    Matcher matcher = SKU.matcher(sku);
    return matcher.matches() ? matcher.group("family") : sku;
  }
}
