package io.sonde.analyzer.model;

import io.sonde.analyzer.unit.Unit;

/**
 * A quantity of the JVM or its machine that is read from time to time. A gauge has one series, or
 * one for each label.
 */
public enum Gauge {
  /**
   * Calls of {@code Throwable}'s constructor since the JVM's start; {@code ExceptionStatistics}.
   */
  THROWABLES(Unit.COUNT),
  /** Platform threads that live; {@code JavaThreadStatistics}. */
  THREADS(Unit.COUNT),
  /** Classes loaded since the start; {@code ClassLoadingStatistics}. */
  CLASSES_LOADED(Unit.COUNT),
  /** Classes unloaded since the start. */
  CLASSES_UNLOADED(Unit.COUNT),
  /** Threads of an executor that run a task; {@code sonde.ExecutorState}, by executor. */
  EXECUTOR_ACTIVE(Unit.COUNT),
  /** Most threads that it may have. */
  EXECUTOR_LIMIT(Unit.COUNT),
  /** Tasks that wait for one of its threads. */
  EXECUTOR_QUEUED(Unit.COUNT);

  private final Unit unit;

  Gauge(Unit unit) {
    this.unit = unit;
  }

  public Unit unit() {
    return unit;
  }
}
