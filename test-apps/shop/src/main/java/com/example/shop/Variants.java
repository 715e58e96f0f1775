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
import com.example.shop.session.BoundedSessions;
import com.example.shop.session.NoSessions;
import com.example.shop.session.SessionStore;
import com.example.shop.session.Sessions;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which build of which feature runs. The classes chosen here do not know of each other. */
@Configuration(proxyBeanMethods = false)
class Variants {
  @Bean
  Pricing pricing(@Value("${shop.variant}") String variant) {
    return switch (variant) {
      case "hot-method" -> new PriceCalculator();
      case "hot-method-fixed" -> new FamilyPricing();
      default -> new ListPricing();
    };
  }

  @Bean
  Teasers teasers(@Value("${shop.variant}") String variant) {
    return switch (variant) {
      case "allocation-churn" -> new TeaserRenderer();
      case "allocation-churn-fixed" -> new SizedTeaserRenderer();
      default -> new PlainTeasers();
    };
  }

  @Bean
  Sessions sessions(@Value("${shop.variant}") String variant) {
    return switch (variant) {
      case "heap-leak" -> new SessionStore();
      case "heap-leak-fixed" -> new BoundedSessions();
      default -> new NoSessions();
    };
  }

  @Bean
  PaymentGuard paymentGuard(@Value("${shop.variant}") String variant) {
    return switch (variant) {
      case "lock-in-validation" -> new PaymentValidation();
      case "lock-in-validation-fixed" -> new PurchaseValidation();
      default -> new PlainGuard();
    };
  }

  @Bean
  DeliveryQuotes deliveryQuotes(@Value("${shop.variant}") String variant) {
    return switch (variant) {
      case "thread-hop" -> new AwaitedQuotes();
      case "thread-hop-fixed" -> new KeptQuotes();
      case "executor-saturation" -> new CarrierQuotes(CarrierQuotes.CLERKS);
      case "executor-saturation-fixed" -> new CarrierQuotes(CarrierQuotes.ENOUGH);
      default -> new NoQuotes();
    };
  }

  @Bean
  Acceptance acceptance(@Value("${shop.variant}") String variant) {
    return switch (variant) {
      case "slow-downstream" -> new ScreenedAcceptance();
      case "slow-downstream-fixed" -> new EarlyAcceptance();
      case "connection-held-too-long", "connection-held-too-long-fixed" -> new BankAcceptance();
      default -> new PlainAcceptance();
    };
  }

  @Bean
  PoolSize poolSize(@Value("${shop.variant}") String variant) {
    return switch (variant) {
      case "connection-pool-saturation",
          "connection-held-too-long",
          "connection-held-too-long-fixed" ->
          PoolSize.OF_THE_PILOT;
      default -> PoolSize.USUAL;
    };
  }

  @Bean
  Availability availability(@Value("${shop.variant}") String variant, DataSource database) {
    return switch (variant) {
      case "connection-pool-saturation", "connection-pool-saturation-fixed" ->
          new PartnerStock(database);
      default -> new OwnStock();
    };
  }

  @Bean
  Ordering ordering(
      @Value("${shop.variant}") String variant, Purchases purchases, PaymentClient payments) {
    return switch (variant) {
      case "connection-held-too-long" -> new OneStepOrdering(purchases, payments);
      default -> new TwoStepOrdering(purchases, payments);
    };
  }
}
