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
  /** Class loaders that live, labelled with their class; {@code ClassLoaderStatistics}. */
  CLASS_LOADERS(Unit.COUNT),
  /** Classes that live, hidden ones too, labelled with their loaders' class. */
  CLASSES_OF_LOADERS(Unit.COUNT),
  /** Class metadata in use after collections; {@code MetaspaceSummary}. */
  METASPACE(Unit.BYTES),
  /** Regions that G1 has divided the committed heap into; {@code G1HeapSummary}. */
  HEAP_REGIONS(Unit.COUNT),
  /** Memory of the process that is in RAM; {@code ResidentSetSize}, JDK 21 and newer. */
  RESIDENT_SET(Unit.BYTES),
  /** Memory of direct buffers; {@code DirectBufferStatistics}. */
  DIRECT_BUFFERS(Unit.BYTES),
  DIRECT_BUFFER_COUNT(Unit.COUNT),
  /** What direct buffers may hold at most. */
  DIRECT_BUFFER_LIMIT(Unit.BYTES),
  /** Committed memory as native memory tracking counts it, labelled with its type; JDK 21. */
  NATIVE_MEMORY(Unit.BYTES),
  /** Threads of an executor that run a task; {@code sonde.ExecutorState}, by executor. */
  EXECUTOR_ACTIVE(Unit.COUNT),
  /** Most threads that it may have. */
  EXECUTOR_LIMIT(Unit.COUNT),
  /** Tasks that wait for one of its threads. */
  EXECUTOR_QUEUED(Unit.COUNT),
  /** Periods of the CPU quota since the group's begin; {@code ContainerCPUThrottling}. */
  QUOTA_PERIODS(Unit.COUNT),
  /** Those in which the quota was used up before their end. */
  THROTTLED_PERIODS(Unit.COUNT),
  /** Time in which threads were kept off the processors for it, each processor by itself. */
  THROTTLED_TIME(Unit.NANOSECONDS),
  /** Length of such a period; {@code ContainerConfiguration}. */
  QUOTA_PERIOD_LENGTH(Unit.NANOSECONDS),
  /** Room for compiled code, by code heap; {@code CodeCacheStatistics}. */
  CODE_CACHE_RESERVED(Unit.BYTES),
  /** What is left of it. */
  CODE_CACHE_FREE(Unit.BYTES),
  /** Compiled methods in a code heap. */
  CODE_CACHE_METHODS(Unit.COUNT);

  private final Unit unit;

  Gauge(Unit unit) {
    this.unit = unit;
  }

  public Unit unit() {
    return unit;
  }
}
