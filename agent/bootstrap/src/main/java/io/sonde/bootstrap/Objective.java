package io.sonde.bootstrap;

import java.util.concurrent.atomic.LongAdder;

/** What users are promised: a share of the requests of some routes ends well, and in time. */
public final class Objective {
  private final String text;
  private final NamePattern routes;
  private final double target;
  private final long boundNanos;
  private final LongAdder good = new LongAdder();
  private final LongAdder total = new LongAdder();

  /**
   * @param text as it was configured
   * @param routes as in {@link NamePattern}
   * @param target from 0 to 1, exclusively
   */
  public Objective(String text, String routes, double target, long boundNanos) {
    this.text = text;
    this.routes = new NamePattern(routes);
    this.target = target;
    this.boundNanos = boundNanos;
  }

  public String text() {
    return text;
  }

  public double target() {
    return target;
  }

  public long boundNanos() {
    return boundNanos;
  }

  /** A request has ended. */
  void add(long nanos, boolean failed) {
    total.increment();
    if (!failed && nanos <= boundNanos) {
      good.increment();
    }
  }

  /** Requests so far that kept the promise; to be asked before {@link #total}. */
  public long good() {
    return good.sum();
  }

  /** Requests so far. */
  public long total() {
    return total.sum();
  }

  /** Whether the route is one of those. */
  boolean isOf(String route) {
    return routes.matches(route);
  }
}
