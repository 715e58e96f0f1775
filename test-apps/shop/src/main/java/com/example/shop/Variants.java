package com.example.shop;

import com.example.payment.Acceptance;
import com.example.payment.EarlyAcceptance;
import com.example.payment.PlainAcceptance;
import com.example.payment.ScreenedAcceptance;
import com.example.shop.cart.AwaitedQuotes;
import com.example.shop.cart.DeliveryQuotes;
import com.example.shop.cart.KeptQuotes;
import com.example.shop.cart.NoQuotes;
import com.example.shop.catalogue.PlainTeasers;
import com.example.shop.catalogue.SizedTeaserRenderer;
import com.example.shop.catalogue.TeaserRenderer;
import com.example.shop.catalogue.Teasers;
import com.example.shop.checkout.PaymentGuard;
import com.example.shop.checkout.PaymentValidation;
import com.example.shop.checkout.PlainGuard;
import com.example.shop.checkout.PurchaseValidation;
import com.example.shop.pricing.FamilyPricing;
import com.example.shop.pricing.ListPricing;
import com.example.shop.pricing.PriceCalculator;
import com.example.shop.pricing.Pricing;
import com.example.shop.rating.JoinedRatings;
import com.example.shop.rating.NoRatings;
import com.example.shop.rating.PageRatings;
import com.example.shop.rating.RatedProducts;
import com.example.shop.rating.Ratings;
import com.example.shop.session.BoundedSessions;
import com.example.shop.session.NoSessions;
import com.example.shop.session.SessionStore;
import com.example.shop.session.Sessions;
import java.util.Set;
import com.example.shop.stock.PlentyInStock;
import com.example.shop.stock.Stock;
import com.example.shop.stock.StockMovements;
import com.example.shop.stock.WarehouseStock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which build of which feature runs. The classes chosen here do not know of each other. */
@Configuration(proxyBeanMethods = false)
class Variants {
  @Bean
  Pricing pricing(@Value("${shop.variant}") Set<String> variants) {
    return switch (of("hot-method", variants)) {
      case "hot-method" -> new PriceCalculator();
      case "hot-method-fixed" -> new FamilyPricing();
      default -> new ListPricing();
    };
  }

  @Bean
  Teasers teasers(@Value("${shop.variant}") Set<String> variants) {
    return switch (of("allocation-churn", variants)) {
      case "allocation-churn" -> new TeaserRenderer();
      case "allocation-churn-fixed" -> new SizedTeaserRenderer();
      default -> new PlainTeasers();
    };
  }

  @Bean
  Sessions sessions(@Value("${shop.variant}") Set<String> variants) {
    return switch (of("heap-leak", variants)) {
      case "heap-leak" -> new SessionStore();
      case "heap-leak-fixed" -> new BoundedSessions();
      default -> new NoSessions();
    };
  }

  @Bean
  PaymentGuard paymentGuard(@Value("${shop.variant}") Set<String> variants) {
    return switch (of("lock-in-validation", variants)) {
      case "lock-in-validation" -> new PaymentValidation();
      case "lock-in-validation-fixed" -> new PurchaseValidation();
      default -> new PlainGuard();
    };
  }

  @Bean
  DeliveryQuotes deliveryQuotes(@Value("${shop.variant}") Set<String> variants) {
    return switch (of("thread-hop", variants)) {
      case "thread-hop" -> new AwaitedQuotes();
      case "thread-hop-fixed" -> new KeptQuotes();
      default -> new NoQuotes();
    };
  }

  @Bean
  Acceptance acceptance(@Value("${shop.variant}") Set<String> variants) {
    return switch (of("slow-downstream", variants)) {
      case "slow-downstream" -> new ScreenedAcceptance();
      case "slow-downstream-fixed" -> new EarlyAcceptance();
      default -> new PlainAcceptance();
    };
  }

  @Bean
  Ratings ratings(@Value("${shop.variant}") Set<String> variants, RatedProducts products) {
    return switch (of("n-plus-one", variants)) {
      case "n-plus-one" -> new PageRatings(products);
      case "n-plus-one-fixed" -> new JoinedRatings(products);
      default -> new NoRatings();
    };
  }

  /** What the twin does better is an index. */
  @Bean
  Stock stock(@Value("${shop.variant}") Set<String> variants, StockMovements movements) {
    return switch (of("slow-query", variants)) {
      case "slow-query", "slow-query-fixed" -> new WarehouseStock(movements);
      default -> new PlentyInStock();
    };
  }

  /** The feature's build: its name, that with "-fixed", or nothing where it is off. */
  private static String of(String feature, Set<String> variants) {
    String fixed = feature + "-fixed";
    return variants.contains(feature) ? feature : variants.contains(fixed) ? fixed : "";
  }
}
