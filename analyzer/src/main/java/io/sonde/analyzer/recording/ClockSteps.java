package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.recording.decode.ChunkHeader;
import io.sonde.analyzer.unit.Formats;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Steps of the wall clock while a recording ran, as when a virtual machine was suspended or its
 * clock set. JFR ends a chunk and starts the next at one reading of the wall clock, and each header
 * has its start on both clocks: where the wall clock went another way than the recorder's steady
 * one, what stands before is shifted, so that times agree with the clock as it was set last, and
 * durations with the steady clock. Chunks of async-profiler leave gaps and show no steps; those
 * that started before a step are shifted like JFR's.
 */
final class ClockSteps {
  /** JFR's chunks meet exactly; other recorders' by chance only. */
  private static final long CONTIGUOUS_NANOS = 1_000;

  /** In the year 2116, and far from where sums overflow. */
  private static final long LATEST_NANOS = Long.MAX_VALUE / 2;

  /** Less than this is nothing that a report shows; our choice. */
  private static final long LEAST_NANOS = 250_000_000;

  /**
   * Share of the time between two starts that may differ without a step: the frequency in a header
   * was wrong by 2.3 in a thousand in recordings of other people's systems.
   */
  private static final double FREQUENCY_ERROR = 0.01;

  private final Collection<ChunkSpan> chunks;
  private final Map<ChunkSpan, ChunkSpan> before = new IdentityHashMap<>();
  private final List<Step> steps = new ArrayList<>();

  private ClockSteps(Collection<ChunkSpan> chunks) {
    this.chunks = chunks.stream().filter(ClockSteps::isPlausible).toList();
  }

  /** Headers of damaged chunks hold any number. */
  private static boolean isPlausible(ChunkSpan chunk) {
    ChunkHeader header = chunk.header();
    return header.startNanos() >= 0
        && header.startNanos() < LATEST_NANOS
        && header.durationNanos() > -LATEST_NANOS
        && header.durationNanos() < LATEST_NANOS
        && header.startTicks() >= 0
        && header.ticksPerSecond() > 0;
  }

  /**
   * Finds the steps in the chunks of all inputs, whose order does not matter.
   *
   * @param chunks each an object of its own, by which {@link #aligned} knows it again
   */
  static ClockSteps of(Collection<ChunkSpan> chunks) {
    ClockSteps result = new ClockSteps(chunks);
    result.link();
    result.before.forEach((after, previous) -> result.compare(previous, after));
    return result;
  }

  /**
   * Between two chunks.
   *
   * @param oldNanos the start of the one after the step on the clock as it was before
   * @param lastedNanos how long the one before the step lasted on the steady clock
   */
  private record Step(
      ChunkSpan before, ChunkSpan after, long nanos, long oldNanos, long lastedNanos) {}

  /** Sentences for the quality section. */
  List<Quality.Problem> problems() {
    return steps.stream()
        .map(
            step ->
                "The clock was set "
                    + (step.nanos > 0 ? "forward" : "back")
                    + " by "
                    + Formats.nanos(Math.abs(step.nanos))
                    + " during the recording; times before that were shifted to the clock as it was"
                    + " set last.")
        .sorted()
        .map(what -> new Quality.Problem(Quality.Kind.CLOCK_STEP, "", what, 0, 0))
        .toList();
  }

  /** A chunk as it shall be read. */
  ChunkSpan aligned(ChunkSpan chunk) {
    long shift = 0;
    long duration = chunk.header().durationNanos();
    for (Step step : steps) {
      shift += precedes(chunk, step) ? step.nanos : 0;
      duration = chunk == step.before ? step.lastedNanos : duration;
    }
    boolean same = shift == 0 && duration == chunk.header().durationNanos();
    return same ? chunk : chunk.at(chunk.header().startNanos() + shift, duration);
  }

  private boolean precedes(ChunkSpan chunk, Step step) {
    if (leadsTo(step.after, chunk)) {
      return false;
    }
    return leadsTo(chunk, step.before) || chunk.header().startNanos() < step.oldNanos;
  }

  /** True when chunks that meet lead from one to the other, or they are one. */
  private boolean leadsTo(ChunkSpan from, ChunkSpan to) {
    ChunkSpan at = to;
    while (at != null && at != from) {
      at = before.get(at);
    }
    return at == from;
  }

  private void link() {
    NavigableMap<Long, List<ChunkSpan>> byEnd = new TreeMap<>();
    for (ChunkSpan chunk : chunks) {
      ChunkHeader header = chunk.header();
      byEnd
          .computeIfAbsent(header.startNanos() + header.durationNanos(), end -> new ArrayList<>())
          .add(chunk);
    }
    for (ChunkSpan after : chunks) {
      long start = after.header().startNanos();
      ChunkSpan previous = null;
      for (List<ChunkSpan> ending :
          byEnd.subMap(start - CONTIGUOUS_NANOS, true, start + CONTIGUOUS_NANOS, true).values()) {
        previous = nearest(previous, ending, after);
      }
      if (previous != null) {
        before.put(after, previous);
      }
    }
  }

  /** Of those on the same steady clock the last to start before a chunk. */
  private static @Nullable ChunkSpan nearest(
      @Nullable ChunkSpan known, List<ChunkSpan> candidates, ChunkSpan after) {
    ChunkSpan nearest = known;
    for (ChunkSpan each : candidates) {
      boolean fits =
          each.header().ticksPerSecond() == after.header().ticksPerSecond()
              && each.header().startTicks() < after.header().startTicks();
      if (fits && (nearest == null || nearest.header().startTicks() < each.header().startTicks())) {
        nearest = each;
      }
    }
    return nearest;
  }

  private void compare(ChunkSpan previous, ChunkSpan after) {
    ChunkHeader one = previous.header();
    ChunkHeader two = after.header();
    double steady = (two.startTicks() - one.startTicks()) * (1e9 / two.ticksPerSecond());
    double step = two.startNanos() - one.startNanos() - steady;
    if (Math.abs(step) > Math.max(LEAST_NANOS, FREQUENCY_ERROR * steady)) {
      long nanos = Math.round(step);
      long lasted = Math.round(steady);
      steps.add(new Step(previous, after, nanos, one.startNanos() + lasted, lasted));
    }
  }
}
