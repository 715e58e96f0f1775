package io.sonde.agent.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code dump-when} watches for.
 *
 * @param text as the user wrote it
 * @param measure what is measured
 * @param percent of a percentile; 0 of other measures
 * @param subject routes or pools, {@code *} stands for any characters; empty where there is none
 * @param bound beyond which it is a breach: ns, or a share from 0 to 1; 0 where there is none
 * @param forNanos how long the breach has to last; 0: one look is enough
 */
public record DumpCondition(
    String text, Measure measure, double percent, String subject, double bound, long forNanos) {
  /** What can be watched. */
  public enum Measure {
    /** Duration of requests, in ns. */
    PERCENTILE("ns"),
    /** Share of requests that failed. */
    ERRORS("share"),
    /** Mean time that a connection of a pool was waited for, in ns. */
    POOL_WAIT("ns"),
    /** Heap that is still used after a collection, as a share of the largest heap. */
    LIVE_SET("share"),
    /** Time in which the heap will be full if it grows on as it does, in ns. */
    HEAP_FULL("ns"),
    /** Threads that wait for each other for ever: their number. */
    DEADLOCK("threads");

    private final String unit;

    Measure(String unit) {
      this.unit = unit;
    }

    /** Of the bound and of what is measured. */
    public String unit() {
      return unit;
    }
  }

  static final String FORM =
      "conditions such as p99(GET /checkout)>500ms for 30s, errors(*)>5%, pool-wait(*)>100ms,"
          + " live-set>80%, heap-full<10m or deadlock";

  private static final Pattern OF_REQUESTS =
      Pattern.compile("(p\\d{1,2}(?:\\.\\d{1,3})?|errors|pool-wait)\\((.+)\\) *> *(.+)");
  private static final Pattern OF_HEAP = Pattern.compile("(live-set *>|heap-full *<) *(.+)");
  private static final Pattern FOR = Pattern.compile("(.+) for +(\\S+)");

  /** Throws IllegalArgumentException where the text is no condition. */
  static DumpCondition parse(String text) {
    String whole = text.trim();
    Matcher lasting = FOR.matcher(whole);
    boolean lasts = lasting.matches();
    long forNanos = lasts ? duration(lasting.group(2)) : 0;
    String condition = lasts ? lasting.group(1).trim() : whole;
    if (condition.equals("deadlock")) {
      return new DumpCondition(whole, Measure.DEADLOCK, 0, "", 0, forNanos);
    }
    Matcher requests = OF_REQUESTS.matcher(condition);
    if (requests.matches()) {
      return ofRequests(whole, requests, forNanos);
    }
    Matcher heap = OF_HEAP.matcher(condition);
    if (heap.matches()) {
      boolean liveSet = heap.group(1).startsWith("live-set");
      return new DumpCondition(
          whole,
          liveSet ? Measure.LIVE_SET : Measure.HEAP_FULL,
          0,
          "",
          liveSet ? share(heap.group(2)) : duration(heap.group(2)),
          forNanos);
    }
    throw new IllegalArgumentException(FORM);
  }

  private static DumpCondition ofRequests(String whole, Matcher parts, long forNanos) {
    String kind = parts.group(1);
    String subject = parts.group(2).trim();
    return switch (kind.toLowerCase(Locale.ROOT)) {
      case "errors" ->
          new DumpCondition(whole, Measure.ERRORS, 0, subject, share(parts.group(3)), forNanos);
      case "pool-wait" ->
          new DumpCondition(
              whole, Measure.POOL_WAIT, 0, subject, duration(parts.group(3)), forNanos);
      default ->
          new DumpCondition(
              whole,
              Measure.PERCENTILE,
              Double.parseDouble(kind.substring(1)),
              subject,
              duration(parts.group(3)),
              forNanos);
    };
  }

  private static long duration(String text) {
    long nanos = (Long) ValueType.DURATION.parse(text.trim());
    if (nanos == 0) {
      throw new IllegalArgumentException(FORM);
    }
    return nanos;
  }

  private static double share(String text) {
    double share = (Double) ValueType.SHARE.parse(text.trim());
    if (share == 0) {
      throw new IllegalArgumentException(FORM);
    }
    return share;
  }

  /** Whether what was measured is a breach. */
  public boolean isBreachedBy(double measured) {
    return measure == Measure.HEAP_FULL ? measured < bound : measured > bound;
  }
}
