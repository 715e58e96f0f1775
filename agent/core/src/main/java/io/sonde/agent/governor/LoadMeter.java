package io.sonde.agent.governor;

/** Turns counters that only grow into calls per second. */
final class LoadMeter {
  private final Governed probes;
  private long[] methods;
  private long requests;
  private long statements;
  private long events;
  private long previousNanos;

  LoadMeter(Governed probes, long nowNanos) {
    this.probes = probes;
    this.methods = probes.methodCalls();
    this.requests = probes.requests();
    this.statements = probes.statements();
    this.events = probes.events();
    this.previousNanos = nowNanos;
  }

  /**
   * @param readingNanos what the look before took
   */
  Load read(long nowNanos, long readingNanos) {
    double seconds = Math.max(1, nowNanos - previousNanos) / 1e9;
    long[] now = probes.methodCalls();
    double[] rates = new double[now.length];
    for (int method = 0; method < now.length; method++) {
      rates[method] = rate(now[method], method < methods.length ? methods[method] : 0, seconds);
    }
    long requestsNow = probes.requests();
    long statementsNow = probes.statements();
    long eventsNow = probes.events();
    Load load =
        new Load(
            rates,
            rate(requestsNow, requests, seconds),
            rate(statementsNow, statements, seconds),
            rate(eventsNow, events, seconds),
            readingNanos / seconds);
    methods = now;
    requests = requestsNow;
    statements = statementsNow;
    events = eventsNow;
    previousNanos = nowNanos;
    return load;
  }

  /** Counters start over when a recording does. */
  private static double rate(long now, long before, double seconds) {
    return Math.max(0, now - before) / seconds;
  }
}
