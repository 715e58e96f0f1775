package com.example.shop.catalogue;

import com.example.shop.pricing.Pricing;
import com.example.shop.rating.Ratings;
import com.example.shop.session.Sessions;
import com.example.shop.stock.Stock;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.springframework.data.domain.PageRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
class CatalogueController {
  private static final int PAGE_SIZE = 80;

  private final ProductRepository products;
  private final Pricing pricing;
  private final Teasers teasers;
  private final Sessions sessions;
  private final Ratings ratings;
  private final Stock stock;
  private final Availability availability;

  CatalogueController(
      ProductRepository products,
      Pricing pricing,
      Teasers teasers,
      Sessions sessions,
      Ratings ratings,
      Stock stock,
      Availability availability) {
    this.products = products;
    this.pricing = pricing;
    this.teasers = teasers;
    this.sessions = sessions;
    this.ratings = ratings;
    this.stock = stock;
    this.availability = availability;
  }

  @GetMapping("/products")
  List<Offer> list(@RequestParam String category, @RequestParam(defaultValue = "0") int page) {
    List<Product> found =
        products.findByCategoryOrderById(category, PageRequest.of(page, PAGE_SIZE));
    Map<Long, BigDecimal> prices = pricing.prices(found);
    if (!availability.delivers(category)) {
      return List.of();
    }
    Map<Long, Double> stars = ratings.stars(found.stream().map(Product::id).toList());
    return found.stream().map(product -> offer(product, prices, stars)).toList();
  }

  @GetMapping("/products/{id}")
  Article show(
      @PathVariable long id, @RequestHeader(name = "X-Visitor", defaultValue = "") String visitor) {
    Product product =
        products.findById(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    sessions.viewed(visitor, product);
    Map<Long, Double> stars = ratings.stars(List.of(id));
    return new Article(
        offer(product, pricing.prices(List.of(product)), stars), stock.available(id));
  }

  private Offer offer(Product product, Map<Long, BigDecimal> prices, Map<Long, Double> stars) {
    return new Offer(
        product.id(),
        product.sku(),
        product.name(),
        teasers.render(product),
        prices.get(product.id()),
        stars.getOrDefault(product.id(), 0.0));
  }

  record Article(Offer offer, long available) {}
}
