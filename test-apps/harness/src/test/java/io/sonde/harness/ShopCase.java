package io.sonde.harness;

import java.util.List;

/**
 * One way to run the shop, and what the analysis must say. A healthy case expects no rule.
 *
 * @param rule the rule whose finding must come first, at warning or critical; empty when healthy
 * @param className class of the finding's first location
 * @param methodName its method
 */
record ShopCase(
    String fault, boolean fixed, String threads, String rule, String className, String methodName) {

  static final ShopCase HOT_METHOD =
      new ShopCase(
          "hot-method",
          false,
          "platform",
          "hot-path",
          "com.example.shop.pricing.PriceCalculator",
          "familyOf");
  static final ShopCase ALLOCATION_CHURN =
      new ShopCase(
          "allocation-churn",
          false,
          "platform",
          "allocation-hot-path",
          "com.example.shop.catalogue.TeaserRenderer",
          "render");
  static final ShopCase HEAP_LEAK =
      new ShopCase(
          "heap-leak",
          false,
          "platform",
          "heap-leak",
          "com.example.shop.session.Session$Preview",
          "of");

  /** What is done under the lock leads, for that is what to change. */
  static final ShopCase LOCK_IN_VALIDATION =
      new ShopCase(
          "lock-in-validation",
          false,
          "platform",
          "lock-contention",
          "com.example.shop.checkout.PaymentValidation",
          "settle");

  static final ShopCase SLOW_DOWNSTREAM =
      new ShopCase(
          "slow-downstream",
          false,
          "platform",
          "slow-downstream",
          "com.example.shop.checkout.PaymentClient",
          "request");
  static final ShopCase CONNECTION_POOL_SATURATION =
      new ShopCase(
          "connection-pool-saturation",
          false,
          "platform",
          "connection-pool-saturation",
          "com.example.shop.catalogue.PartnerStock",
          "delivers");
  static final ShopCase CONNECTION_HELD_TOO_LONG =
      new ShopCase(
          "connection-held-too-long",
          false,
          "platform",
          "connection-held-too-long",
          "com.example.shop.checkout.OneStepOrdering",
          "order");
  static final ShopCase EXECUTOR_SATURATION =
      new ShopCase(
          "executor-saturation",
          false,
          "platform",
          "executor-saturation",
          "com.example.shop.cart.CarrierQuotes",
          "quote");

  /** Likewise. */
  static final ShopCase THREAD_HOP = new ShopCase("thread-hop", false, "platform", "", "", "");

  static final ShopCase N_PLUS_ONE =
      new ShopCase(
          "n-plus-one",
          false,
          "platform",
          "n-plus-one",
          "com.example.shop.rating.PageRatings",
          "stars");
  static final ShopCase SLOW_QUERY =
      new ShopCase(
          "slow-query",
          false,
          "platform",
          "slow-query",
          "com.example.shop.stock.WarehouseStock",
          "available");

  static final ShopCase NONE = new ShopCase("none", false, "platform", "", "", "");

  /** Each fault that needs the processors, its fixed twin, and the shop without fault. */
  static final List<ShopCase> ALONE =
      List.of(HOT_METHOD, HOT_METHOD.asFixed(), ALLOCATION_CHURN, ALLOCATION_CHURN.asFixed(), NONE);

  /** Each takes more than a minute; side by side the twin would be disturbed. */
  static final List<ShopCase> LEAK_AND_TWIN = List.of(HEAP_LEAK, HEAP_LEAK.asFixed());

  /** Queues of users, and their twins: these do not need the processors. */
  static final List<ShopCase> QUEUES =
      List.of(
          CONNECTION_POOL_SATURATION,
          CONNECTION_POOL_SATURATION.asFixed(),
          CONNECTION_HELD_TOO_LONG,
          CONNECTION_HELD_TOO_LONG.asFixed(),
          EXECUTOR_SATURATION,
          EXECUTOR_SATURATION.asFixed());

  ShopCase asFixed() {
    return new ShopCase(fault, true, threads, "", "", "");
  }

  ShopCase onVirtualThreads() {
    return new ShopCase(fault, fixed, "virtual", rule, className, methodName);
  }

  boolean healthy() {
    return rule.isEmpty();
  }
}
