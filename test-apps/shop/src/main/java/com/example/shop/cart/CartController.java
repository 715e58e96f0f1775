package com.example.shop.cart;

import com.example.shop.catalogue.Product;
import com.example.shop.catalogue.ProductRepository;
import com.example.shop.pricing.Pricing;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
class CartController {
  private final CartRepository carts;
  private final ProductRepository products;
  private final Pricing pricing;
  private final DeliveryQuotes quotes;

  CartController(
      CartRepository carts, ProductRepository products, Pricing pricing, DeliveryQuotes quotes) {
    this.carts = carts;
    this.products = products;
    this.pricing = pricing;
    this.quotes = quotes;
  }

  @PostMapping("/carts")
  Contents create(@RequestHeader("X-Visitor") String visitor) {
    return contents(carts.save(new Cart(visitor)));
  }

  @PostMapping("/carts/{id}/lines")
  @Transactional
  public Contents add(
      @PathVariable long id, @RequestParam long product, @RequestParam int quantity) {
    Cart cart = find(id);
    cart.add(products.findById(product).orElseThrow(CartController::notFound), quantity);
    return contents(cart);
  }

  @GetMapping("/carts/{id}")
  Delivery show(@PathVariable long id) {
    return new Delivery(contents(find(id)), quotes.days(id));
  }

  private Cart find(long id) {
    return carts.findWithLines(id).orElseThrow(CartController::notFound);
  }

  private Contents contents(Cart cart) {
    List<Product> bought = cart.lines().stream().map(CartLine::product).toList();
    Map<Long, BigDecimal> prices = pricing.prices(bought);
    return new Contents(
        cart.id(),
        cart.lines().stream()
            .map(
                line ->
                    new Line(
                        line.product().name(), line.quantity(), prices.get(line.product().id())))
            .toList());
  }

  private static ResponseStatusException notFound() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND);
  }

  record Delivery(Contents contents, int days) {}

  record Contents(long id, List<Line> lines) {}

  record Line(String product, int quantity, BigDecimal price) {}
}
