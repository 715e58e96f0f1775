package io.sonde.harness;

import java.util.List;
import java.util.stream.Stream;

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

  /** All features at once, each built well: one run that every rule must be silent on. */
  static final ShopCase ALL_FIXED = new ShopCase("all", true, "platform", "", "", "");

  /** Faults that need no more than to be named. */
  static final List<ShopCase> FAULTS =
      List.of(
          HOT_METHOD,
          ALLOCATION_CHURN,
          HEAP_LEAK,
          N_PLUS_ONE,
          SLOW_QUERY,
          CONNECTION_POOL_SATURATION,
          CONNECTION_HELD_TOO_LONG,
          EXECUTOR_SATURATION);

  /** What the scoreboard is made of: each fault and its twin, and the shop without fault. */
  static final List<ShopCase> CATALOGUE =
      Stream.concat(
              Stream.concat(FAULTS.stream(), Stream.of(LOCK_IN_VALIDATION, SLOW_DOWNSTREAM))
                  .flatMap(fault -> Stream.of(fault, fault.asFixed())),
              Stream.of(NONE))
          .toList();

  /**
   * Two faults at once: both must be among the first two findings. They bear about the same load,
   * for both run at the lower of their rates: where few requests come, a rare fault strikes too
   * seldom to be told, and where many come, one that needs much drowns the other.
   */
  static final List<List<ShopCase>> PAIRS =
      List.of(
          List.of(SLOW_QUERY, EXECUTOR_SATURATION),
          List.of(N_PLUS_ONE, EXECUTOR_SATURATION),
          List.of(SLOW_DOWNSTREAM, LOCK_IN_VALIDATION));

  /** For the scoreboard. */
  List<Outcome.Expected> expected() {
    return healthy()
        ? List.of()
        : List.of(new Outcome.Expected(rule, className + "." + methodName));
  }

  /** Both at once, for the demo's command line. */
  ShopCase with(ShopCase other) {
    return new ShopCase(fault + "," + other.fault, false, threads, "", "", "");
  }

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
