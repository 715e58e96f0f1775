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

  /** No rule names it yet: it stands in what slow requests of its route waited for. */
  static final ShopCase SLOW_DOWNSTREAM =
      new ShopCase("slow-downstream", false, "platform", "", "", "");

  /** The same. */
  static final ShopCase THREAD_HOP = new ShopCase("thread-hop", false, "platform", "", "", "");

  static final ShopCase NONE = new ShopCase("none", false, "platform", "", "", "");

  /** Each fault that needs the processors, its fixed twin, and the shop without fault. */
  static final List<ShopCase> ALONE =
      List.of(HOT_METHOD, HOT_METHOD.asFixed(), ALLOCATION_CHURN, ALLOCATION_CHURN.asFixed(), NONE);

  /** Each takes more than a minute; side by side the twin would be disturbed. */
  static final List<ShopCase> LEAK_AND_TWIN = List.of(HEAP_LEAK, HEAP_LEAK.asFixed());

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
