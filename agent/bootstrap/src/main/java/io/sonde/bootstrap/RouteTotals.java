package io.sonde.bootstrap;

/** One route's requests, summed since it was first seen; the maximum is one period's. */
public final class RouteTotals {
  private final MethodTotals calls;
  private final long errors;
  private final long cpuNanos;
  private final long allocatedBytes;
  private final long measured;

  RouteTotals(MethodTotals calls, long errors, long cpuNanos, long allocatedBytes, long measured) {
    this.calls = calls;
    this.errors = errors;
    this.cpuNanos = cpuNanos;
    this.allocatedBytes = allocatedBytes;
    this.measured = measured;
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
}
