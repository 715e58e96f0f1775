package com.example.shop;

import com.example.payment.Acceptance;
import com.example.payment.BankAcceptance;
import com.example.payment.EarlyAcceptance;
import com.example.payment.PlainAcceptance;
import com.example.payment.ScreenedAcceptance;
import com.example.shop.cart.AwaitedQuotes;
import com.example.shop.cart.CarrierQuotes;
import com.example.shop.cart.DeliveryQuotes;
import com.example.shop.cart.KeptQuotes;
import com.example.shop.cart.NoQuotes;
import com.example.shop.catalogue.Availability;
import com.example.shop.catalogue.OwnStock;
import com.example.shop.catalogue.PartnerStock;
import com.example.shop.catalogue.PlainTeasers;
import com.example.shop.catalogue.SizedTeaserRenderer;
import com.example.shop.catalogue.TeaserRenderer;
import com.example.shop.catalogue.Teasers;
import com.example.shop.checkout.OneStepOrdering;
import com.example.shop.checkout.Ordering;
import com.example.shop.checkout.PaymentClient;
import com.example.shop.checkout.PaymentGuard;
import com.example.shop.checkout.PaymentValidation;
import com.example.shop.checkout.PlainGuard;
import com.example.shop.checkout.PurchaseValidation;
import com.example.shop.checkout.Purchases;
import com.example.shop.checkout.TwoStepOrdering;
import com.example.shop.database.PoolSize;
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
import com.example.shop.stock.PlentyInStock;
import com.example.shop.stock.Stock;
import com.example.shop.stock.StockMovements;
import com.example.shop.stock.WarehouseStock;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which build of which feature runs. The classes chosen here do not know of each other. */
@Configuration(proxyBeanMethods = false)
class Variants {
  @Bean
  Pricing pricing(@Value("${shop.variant}") Set<String> variants) {
    return switch (of(variants, "hot-method")) {
      case "hot-method" -> new PriceCalculator();
      case "hot-method-fixed" -> new FamilyPricing();
      default -> new ListPricing();
    };
  }

  @Bean
  Teasers teasers(@Value("${shop.variant}") Set<String> variants) {
    return switch (of(variants, "allocation-churn")) {
      case "allocation-churn" -> new TeaserRenderer();
      case "allocation-churn-fixed" -> new SizedTeaserRenderer();
      default -> new PlainTeasers();
    };
  }

  @Bean
  Sessions sessions(@Value("${shop.variant}") Set<String> variants) {
    return switch (of(variants, "heap-leak")) {
      case "heap-leak" -> new SessionStore();
      case "heap-leak-fixed" -> new BoundedSessions();
      default -> new NoSessions();
    };
  }

  @Bean
  PaymentGuard paymentGuard(@Value("${shop.variant}") Set<String> variants) {
    return switch (of(variants, "lock-in-validation")) {
      case "lock-in-validation" -> new PaymentValidation();
      case "lock-in-validation-fixed" -> new PurchaseValidation();
      default -> new PlainGuard();
    };
  }

  @Bean
  DeliveryQuotes deliveryQuotes(@Value("${shop.variant}") Set<String> variants) {
    return switch (of(variants, "thread-hop", "executor-saturation")) {
      case "thread-hop" -> new AwaitedQuotes();
      case "thread-hop-fixed" -> new KeptQuotes();
      case "executor-saturation" -> new CarrierQuotes(CarrierQuotes.CLERKS);
      case "executor-saturation-fixed" -> new CarrierQuotes(CarrierQuotes.ENOUGH);
      default -> new NoQuotes();
    };
  }

  @Bean
  Acceptance acceptance(@Value("${shop.variant}") Set<String> variants) {
    return switch (of(variants, "slow-downstream", "connection-held-too-long")) {
      case "slow-downstream" -> new ScreenedAcceptance();
      case "slow-downstream-fixed" -> new EarlyAcceptance();
      case "connection-held-too-long", "connection-held-too-long-fixed" -> new BankAcceptance();
      default -> new PlainAcceptance();
    };
  }

  @Bean
  Ratings ratings(@Value("${shop.variant}") Set<String> variants, RatedProducts products) {
    return switch (of(variants, "n-plus-one")) {
      case "n-plus-one" -> new PageRatings(products);
      case "n-plus-one-fixed" -> new JoinedRatings(products);
      default -> new NoRatings();
    };
  }

  /** What the twin does better is an index. */
  @Bean
  Stock stock(@Value("${shop.variant}") Set<String> variants, StockMovements movements) {
    return switch (of(variants, "slow-query")) {
      case "slow-query", "slow-query-fixed" -> new WarehouseStock(movements);
      default -> new PlentyInStock();
    };
  }

  @Bean
  PoolSize poolSize(@Value("${shop.variant}") Set<String> variants) {
    return switch (of(variants, "connection-pool-saturation", "connection-held-too-long")) {
      case "connection-pool-saturation",
          "connection-held-too-long",
          "connection-held-too-long-fixed" ->
          PoolSize.OF_THE_PILOT;
      default -> PoolSize.USUAL;
    };
  }

  @Bean
  Availability availability(@Value("${shop.variant}") Set<String> variants, DataSource database) {
    return switch (of(variants, "connection-pool-saturation")) {
      case "connection-pool-saturation", "connection-pool-saturation-fixed" ->
          new PartnerStock(database);
      default -> new OwnStock();
    };
  }

  @Bean
  Ordering ordering(
      @Value("${shop.variant}") Set<String> variants, Purchases purchases, PaymentClient payments) {
    return switch (of(variants, "connection-held-too-long")) {
      case "connection-held-too-long" -> new OneStepOrdering(purchases, payments);
      default -> new TwoStepOrdering(purchases, payments);
    };
  }

  /** The first of these features that is on: its name, that with "-fixed"; or nothing. */
  private static String of(Set<String> variants, String... features) {
    for (String feature : features) {
      for (String variant : List.of(feature, feature + "-fixed")) {
        if (variants.contains(variant)) {
          return variant;
        }
      }
    }
    return "";
  }
}
