package io.sonde.agent.governor;

import io.sonde.bootstrap.ProbeCostEvent;
import io.sonde.bootstrap.ProbeRehearsal;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Measures what one call of each probe costs on this machine: the probes' own code in a loop, many
 * short rounds, of which the quickest holds. A round that the system interrupted is longer, never
 * shorter, so load spoils some rounds but not the least one. Goes on for some seconds, a few
 * milliseconds at a time, because the first rounds run before the code is compiled.
 */
final class Calibration {
  /** Per probe, so that all take some 40 ms; our choice. */
  private static final long FIRST_SLICE_NANOS = 10_000_000;

  /** For each later look at the same probe. */
  private static final long LATER_SLICE_NANOS = 2_000_000;

  private static final int MOST_ROUNDS = 10_000;

  private final LongSupplier nanoTime;
  private final Map<RehearsedProbe, Result> results = new EnumMap<>(RehearsedProbe.class);

  Calibration(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** One round of calls of a probe. */
  interface Round {
    void run(int calls);
  }

  /** Measures all probes, or goes on with it. */
  ProbeCosts measure() {
    long slice = results.isEmpty() ? FIRST_SLICE_NANOS : LATER_SLICE_NANOS;
    try (ProbeRehearsal rehearsal = new ProbeRehearsal()) {
      measure(RehearsedProbe.COUNTED, rehearsal::counted, slice);
      measure(RehearsedProbe.EXACT, rehearsal::exact, slice);
      measure(RehearsedProbe.REQUEST, rehearsal::requests, slice);
      measure(RehearsedProbe.STATEMENT, rehearsal::statements, slice);
    }
    return costs();
  }

  /** Writes the results; these events are themselves the measure of what an event costs. */
  ProbeCosts write() {
    if (new ProbeCostEvent().isEnabled()) {
      measure(RehearsedProbe.EVENT, this::writeResults, 1);
    }
    return costs();
  }

  void measure(RehearsedProbe probe, Round round, long sliceNanos) {
    Result before = results.get(probe);
    double least = before == null ? Double.MAX_VALUE : before.leastNanos;
    int rounds = 0;
    long start = nanoTime.getAsLong();
    long now = start;
    while (rounds < MOST_ROUNDS && now - start < sliceNanos) {
      round.run(probe.callsPerRound());
      long end = nanoTime.getAsLong();
      least = Math.min(least, (end - now) / (double) probe.callsPerRound());
      now = end;
      rounds++;
    }
    results.put(probe, new Result(least, rounds + (before == null ? 0 : before.rounds)));
  }

  ProbeCosts costs() {
    return new ProbeCosts(
        cost(RehearsedProbe.COUNTED),
        cost(RehearsedProbe.EXACT),
        cost(RehearsedProbe.REQUEST),
        cost(RehearsedProbe.STATEMENT),
        cost(RehearsedProbe.EVENT));
  }

  private double cost(RehearsedProbe probe) {
    Result result = results.get(probe);
    return probe.bounded(result == null ? Double.MAX_VALUE : result.leastNanos);
  }

  private void writeResults(int events) {
    RehearsedProbe[] probes = RehearsedProbe.values();
    for (int i = 0; i < events; i++) {
      RehearsedProbe probe = probes[i % probes.length];
      Result result = results.get(probe);
      ProbeCostEvent event = new ProbeCostEvent();
      event.probe = probe.title();
      event.costNanos = cost(probe);
      event.rounds = result == null ? 0 : result.rounds;
      event.callsPerRound = probe.callsPerRound();
      event.bounded = result == null || event.costNanos != result.leastNanos;
      event.commit();
    }
  }

  private record Result(double leastNanos, int rounds) {}
}
