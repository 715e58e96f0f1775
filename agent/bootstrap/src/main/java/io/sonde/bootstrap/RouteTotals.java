package io.sonde.bootstrap;

/** One route's requests, summed since it was first seen; the maximum is one period's. */
public final class RouteTotals {
  private final MethodTotals calls;
  private final long errors;
  private final long cpuNanos;
  private final long allocatedBytes;
  private final long measured;
  private final long sqlCount;
  private final long sqlNanos;
  private final long connectionNanos;
  private final long httpCount;
  private final long httpNanos;

  RouteTotals(
      MethodTotals calls,
      long errors,
      long cpuNanos,
      long allocatedBytes,
      long measured,
      long sqlCount,
      long sqlNanos,
      long connectionNanos,
      long httpCount,
      long httpNanos) {
    this.calls = calls;
    this.errors = errors;
    this.cpuNanos = cpuNanos;
    this.allocatedBytes = allocatedBytes;
    this.measured = measured;
    this.sqlCount = sqlCount;
    this.sqlNanos = sqlNanos;
    this.connectionNanos = connectionNanos;
    this.httpCount = httpCount;
    this.httpNanos = httpNanos;
  }

  /** Count, total time and latencies. */
  public MethodTotals calls() {
    return calls;
  }

  public long errors() {
    return errors;
  }

  /** Over {@link #measured} requests. */
  public long cpuNanos() {
    return cpuNanos;
  }

  /** Over {@link #measured} requests. */
  public long allocatedBytes() {
    return allocatedBytes;
  }

  /** Requests whose CPU time and allocated bytes are known. */
  public long measured() {
    return measured;
  }

  /** Statements, commits and rollbacks of all requests. */
  public long sqlCount() {
    return sqlCount;
  }

  public long sqlNanos() {
    return sqlNanos;
  }

  /** Time that requests waited for connections, in ns. */
  public long connectionNanos() {
    return connectionNanos;
  }

  /** Calls of other services by all requests. */
  public long httpCount() {
    return httpCount;
  }

  /** Time that requests waited for these, in ns. */
  public long httpNanos() {
    return httpNanos;
  }
}
