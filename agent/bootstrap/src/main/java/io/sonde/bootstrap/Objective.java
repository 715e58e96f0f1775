package io.sonde.bootstrap;

import java.util.concurrent.atomic.LongAdder;

/** What users are promised: a share of the requests of some routes ends well, and in time. */
public final class Objective {
  private final String text;
  private final String routes;
  private final double target;
  private final long boundNanos;
  private final LongAdder good = new LongAdder();
  private final LongAdder total = new LongAdder();

  /**
   * @param text as it was configured
   * @param routes {@code *} stands for any characters
   * @param target from 0 to 1, exclusively
   */
  public Objective(String text, String routes, double target, long boundNanos) {
    this.text = text;
    this.routes = routes;
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
    return matches(0, route, 0);
  }

  private boolean matches(int at, String route, int from) {
    if (at == routes.length()) {
      return from == route.length();
    }
    if (routes.charAt(at) == '*') {
      for (int n = from; n <= route.length(); n++) {
        if (matches(at + 1, route, n)) {
          return true;
        }
      }
      return false;
    }
    return from < route.length()
        && routes.charAt(at) == route.charAt(from)
        && matches(at + 1, route, from + 1);
  }
}
