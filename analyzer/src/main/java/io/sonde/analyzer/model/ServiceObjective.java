package io.sonde.analyzer.model;

/**
 * A service level objective, and the requests of the recording that it is about, exactly counted.
 *
 * @param text as it was configured
 * @param target share of requests that are to be good, from 0 to 1, exclusively
 * @param boundNanos longest duration of a good request
 * @param good requests that did not fail and took no longer
 */
public record ServiceObjective(String text, double target, long boundNanos, long good, long total) {
  /** Shares are no exact numbers in binary; far below what one request changes. */
  private static final double ROUNDING = 1e-9;

  /** From 0 to 1; 1 without requests. */
  public double goodShare() {
    return total == 0 ? 1 : good / (double) total;
  }

  /**
   * How much of its error budget the recording has spent: the share of bad requests divided by the
   * share that is allowed. Above 1 the objective was missed.
   */
  public double budgetSpent() {
    return (1 - goodShare()) / (1 - target);
  }

  /** Whether as many requests were good as are to be; 999 of 1,000 are 99.9 %. */
  public boolean isMet() {
    return budgetSpent() <= 1 + ROUNDING;
  }

  ServiceObjective plus(ServiceObjective other) {
    return new ServiceObjective(text, target, boundNanos, good + other.good, total + other.total);
  }
}
