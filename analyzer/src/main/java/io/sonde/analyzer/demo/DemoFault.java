package io.sonde.analyzer.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be wrong with the shop, and what it takes to show it. */
public enum DemoFault {
  HOT_METHOD(
      "pricing compiles a regular expression per call, a square number of times", 256, 25, 40),
  ALLOCATION_CHURN("each teaser on a page gets a buffer for the longest one", 96, 25, 40),
  HEAP_LEAK("sessions of visitors who never buy stay for ever", 112, 115, 10),
  LOCK_IN_VALIDATION(
      "a lock around all payments is held for 2 s when one is confirmed twice", 256, 60, 20),
  SLOW_DOWNSTREAM("the payment service takes 1.5 s for one payment in 20", 256, 40, 15),
  THREAD_HOP("the slow part of a cart's page runs on an executor", 256, 60, 4),
  N_PLUS_ONE("each product on a page asks for its reviews by a query of its own", 256, 30, 5),
  SLOW_QUERY("a product's page sums up a table of 600,000 rows without an index", 256, 30, 4),
  CONNECTION_POOL_SATURATION(
      "the pool has two connections, and pages hold one each while a partner answers", 256, 30, 7),
  CONNECTION_HELD_TOO_LONG(
      "the payment service answers while the transaction holds a connection", 256, 30, 8),
  EXECUTOR_SATURATION("two threads with an endless queue ask the carrier", 256, 30, 5),
  NONE("nothing is wrong", 256, 40, 6);

  private final String description;
  private final int heapMegabytes;
  private final int seconds;
  private final double rate;

  /**
   * @param heapMegabytes the shop's largest heap
   * @param seconds how long the load must last for the fault to show
   * @param rate visitors per second, about six requests each; at most so many where the demo finds
   *     the rate by {@link Calibration}
   */
  DemoFault(String description, int heapMegabytes, int seconds, double rate) {
    this.description = description;
    this.heapMegabytes = heapMegabytes;
    this.seconds = seconds;
    this.rate = rate;
  }

  /**
   * @throws DemoException when there is no such fault; names the known ones
   */
  public static DemoFault named(String name) {
    return Arrays.stream(values())
        .filter(fault -> fault.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new DemoException(
                    "the demo has no fault \"" + name + "\"; it has " + names() + "."));
  }

  public static String names() {
    return Arrays.stream(values()).map(DemoFault::label).collect(Collectors.joining(", "));
  }

  /** One line per fault, for the help text. */
  public static String list() {
    return Arrays.stream(values())
        .map(fault -> String.format("  %-26s %s%n", fault.label(), fault.description))
        .collect(Collectors.joining());
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public int seconds() {
    return seconds;
  }

  public double rate() {
    return rate;
  }

  /**
   * Whether the fault hurts only while the processors are busy. A leak must grow at one rate from
   * the start, and so is not measured with visits of its own.
   */
  boolean needsBusyProcessors() {
    return this == HOT_METHOD || this == ALLOCATION_CHURN;
  }

  /**
   * A leak shows in what old collections leave. In a minute G1 would run hardly one; from a fixed
   * low occupancy on it runs them all the time, as it would over hours.
   */
  List<String> collectorOptions() {
    return this == HEAP_LEAK
        ? List.of("-XX:-G1UseAdaptiveIHOP", "-XX:InitiatingHeapOccupancyPercent=30")
        : List.of();
  }

  /**
   * Seconds in which visitors become as many: what a cold JVM makes slow must not hide what a rare
   * lock or a call does, nor fill a small pool by itself.
   */
  int rampSeconds() {
    return switch (this) {
      case LOCK_IN_VALIDATION, SLOW_DOWNSTREAM, CONNECTION_HELD_TOO_LONG -> 15;
      default -> 0;
    };
  }

  int heapMegabytes() {
    return heapMegabytes;
  }
}
