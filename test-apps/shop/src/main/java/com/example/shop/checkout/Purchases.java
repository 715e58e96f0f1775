package com.example.shop.checkout;

import com.example.shop.cart.Cart;
import com.example.shop.cart.CartLine;
import com.example.shop.cart.CartRepository;
import com.example.shop.catalogue.Product;
import com.example.shop.pricing.Pricing;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Each method is one short transaction, so that no connection is held while the payment service
 * answers.
 */
@Service
public class Purchases {
  private final CartRepository carts;
  private final PurchaseRepository purchases;
  private final Pricing pricing;

  Purchases(CartRepository carts, PurchaseRepository purchases, Pricing pricing) {
    this.carts = carts;
    this.purchases = purchases;
    this.pricing = pricing;
  }

  @Transactional
  public Purchase open(long cartId) {
    Cart cart = carts.findWithLines(cartId).orElseThrow();
    List<Product> bought = cart.lines().stream().map(CartLine::product).toList();
    Map<Long, BigDecimal> prices = pricing.prices(bought);
    BigDecimal total = BigDecimal.ZERO;
    for (CartLine line : cart.lines()) {
      BigDecimal price = prices.get(line.product().id());
      total = total.add(price.multiply(BigDecimal.valueOf(line.quantity())));
    }
    return purchases.save(new Purchase(cart.id(), total));
  }

  /**
   * @throws NoSuchElementException when there is no such purchase
   */
  @Transactional
  public void paid(long id) {
    purchases.findById(id).orElseThrow().paid();
  }

  @Transactional(readOnly = true)
  public Purchase find(long id) {
    return purchases.findById(id).orElseThrow();
  }
}
