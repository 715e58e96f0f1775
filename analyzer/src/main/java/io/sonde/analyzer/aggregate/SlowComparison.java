package io.sonde.analyzer.aggregate;

import org.jspecify.annotations.Nullable;

/**
 * Why some of a route's requests are slow: their mean split beside that of requests around the
 * median.
 *
 * @param slowestPercent true when the slow ones are the slowest 1 %, false when that would be fewer
 *     than a handful and so many of the slowest were taken instead
 * @param largest the part that differs most, or null when the slow ones are not slower
 * @param culprit what was waited for most in that part, or which method used most CPU time; null
 *     for other parts, and where nothing tells it
 */
public record SlowComparison(
    Group slow,
    Group median,
    boolean slowestPercent,
    @Nullable Part largest,
    @Nullable Culprit culprit) {

  /**
   * Some requests of a route.
   *
   * @param requests events
   * @param standsFor requests that these stand for
   * @param split mean of them
   */
  public record Group(int requests, double standsFor, Split split) {}

  /**
   * What most of a part's time went into.
   *
   * @param lockClass of the monitor or of what threads were parked for; empty where there is none
   * @param method of the application that waited, computed or called the statement; null when no
   *     stack trace tells it
   * @param owner thread that held the monitor before; empty when unknown
   * @param heldBy what that thread did meanwhile; null when unknown
   * @param statement null for parts other than SQL
   * @param downstream null for parts other than outgoing HTTP: the call, as {@code POST
   *     payment:8081/payments/{id}}
   * @param share of the part, 0 to 1
   */
  public record Culprit(
      String lockClass,
      @Nullable Place method,
      String owner,
      @Nullable HeldBy heldBy,
      @Nullable StatementUse statement,
      @Nullable StatementUse downstream,
      double share) {}

  /**
   * The statement or outgoing call whose time differs most.
   *
   * @param perSlow how often a slow request runs it on average
   * @param perMedian how often one around the median does
   */
  public record StatementUse(String text, double perSlow, double perMedian) {}

  /**
   * What kept the owner of a monitor from giving it back.
   *
   * @param method of the application
   * @param doing what it did there most of the time
   */
  public record HeldBy(Place method, Part doing) {}

  /** By how much the slow ones take longer in a part, in nanoseconds. */
  public double differenceNanos(Part part) {
    return slow.split().nanos(part) - median.split().nanos(part);
  }

  /** By how much the slow ones take longer, in nanoseconds. */
  public double differenceNanos() {
    return slow.split().totalNanos() - median.split().totalNanos();
  }
}
