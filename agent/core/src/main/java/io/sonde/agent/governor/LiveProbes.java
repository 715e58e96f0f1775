package io.sonde.agent.governor;

import io.sonde.bootstrap.DatabaseCall;
import io.sonde.bootstrap.MethodTable;
import io.sonde.bootstrap.Requests;
import io.sonde.bootstrap.RouteCell;
import io.sonde.bootstrap.Routes;

/**
 * The probes of this JVM. Reading them costs the probes nothing: they count these things anyway.
 */
final class LiveProbes implements Governed {
  private final int configuredStride;

  LiveProbes(int configuredStride) {
    this.configuredStride = configuredStride;
  }

  /** Whether anything is instrumented that could have been called. */
  static boolean anyAtWork() {
    return MethodTable.size() > 0 || !Routes.all().isEmpty() || DatabaseCall.outsideRequests() > 0;
  }

  @Override
  public long[] methodCalls() {
    return MethodTable.counts();
  }

  @Override
  public long requests() {
    return Routes.all().stream().mapToLong(RouteCell::requests).sum();
  }

  @Override
  public long statements() {
    return Routes.all().stream().mapToLong(RouteCell::statements).sum()
        + DatabaseCall.outsideRequests();
  }

  @Override
  public long events() {
    return Requests.eventsWritten();
  }

  @Override
  public int configuredStride() {
    return configuredStride;
  }

  @Override
  public void setStride(int method, int stride) {
    MethodTable.setStride(method, stride);
  }

  @Override
  public void writeOneIn(int divisor) {
    Requests.writeOneIn(divisor);
  }
}
