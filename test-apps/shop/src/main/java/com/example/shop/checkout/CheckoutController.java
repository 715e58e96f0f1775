package com.example.shop.checkout;

import com.example.shop.session.Sessions;
import java.math.BigDecimal;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
class CheckoutController {
  private final Purchases purchases;
  private final Ordering ordering;
  private final PaymentGuard guard;
  private final Sessions sessions;

  CheckoutController(
      Purchases purchases, Ordering ordering, PaymentGuard guard, Sessions sessions) {
    this.purchases = purchases;
    this.ordering = ordering;
    this.guard = guard;
    this.sessions = sessions;
  }

  @PostMapping("/carts/{cart}/checkout")
  Receipt checkout(@PathVariable long cart, @RequestHeader("X-Visitor") String visitor) {
    if (!guard.begins(cart)) {
      throw new ResponseStatusException(HttpStatus.CONFLICT, "checked out already");
    }
    Purchase purchase = ordering.order(cart);
    sessions.end(visitor);
    return receipt(purchase);
  }

  /** The payment service calls this once the money has come. */
  @PostMapping("/payments/callback")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void paid(@RequestParam long purchase) {
    if (guard.confirms(purchase, () -> purchases.find(purchase).isPaid())) {
      purchases.paid(purchase);
    }
  }

  @GetMapping("/purchases/{id}")
  Receipt show(@PathVariable long id) {
    return receipt(purchases.find(id));
  }

  @ExceptionHandler(NoSuchElementException.class)
  @ResponseStatus(HttpStatus.NOT_FOUND)
  void notFound() {}

  private static Receipt receipt(Purchase purchase) {
    return new Receipt(purchase.id(), purchase.total(), purchase.status());
  }

  record Receipt(long id, BigDecimal total, String status) {}
}
