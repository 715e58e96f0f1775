package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.recording.decode.ChunkHeader;
import io.sonde.analyzer.unit.Formats;
import java.util.ArrayList;
import java.util.List;

/**
 * How far the clocks of JFR and async-profiler are apart in the times of this recording. An anchor
 * is one instant on both clocks; JFR's chunk makes one time of it and async-profiler's chunk of
 * that instant another. Their difference is by what samples and events are shifted.
 */
final class ClockFacts {
  /** Reports show times to the millisecond; our choice. */
  private static final long RESIDUAL_NANOS = 1_000_000;

  /**
   * By how much two frequencies of one clock may differ: where async-profiler counts in time-stamp
   * ticks, its API tells the nominal frequency and each chunk's header the one it measured, 1.3 in
   * a million apart here.
   */
  private static final double FREQUENCY_ERROR = 0.01;

  private final List<Anchor> anchors = new ArrayList<>();
  private final List<ProfilerChunk> chunks = new ArrayList<>();

  /**
   * @param jfrNanos the instant as JFR's chunk converts it, since the epoch
   * @param profilerTicks the instant on async-profiler's clock
   * @param uncertaintyNanos time that reading the clocks took
   */
  void anchor(long jfrNanos, long profilerTicks, long ticksPerSecond, long uncertaintyNanos) {
    anchors.add(new Anchor(jfrNanos, profilerTicks, ticksPerSecond, uncertaintyNanos));
  }

  void profilerChunk(ChunkHeader header) {
    chunks.add(new ProfilerChunk(header));
  }

  void add(ClockFacts later) {
    anchors.addAll(later.anchors);
    chunks.addAll(later.chunks);
  }

  void finish(RecordingBuilder builder) {
    long largest = 0;
    long compared = 0;
    for (Anchor anchor : anchors) {
      for (ProfilerChunk chunk : chunks) {
        if (chunk.holds(anchor)) {
          compared++;
          largest = Math.max(largest, chunk.residualNanos(anchor));
        }
      }
    }
    if (largest > RESIDUAL_NANOS) {
      String what =
          "The times of JFR and async-profiler differ by up to "
              + Formats.nanos(largest)
              + " (largest of "
              + compared
              + " comparisons).";
      builder.problem(new Quality.Problem(Quality.Kind.CLOCK_RESIDUAL, "", what, 0, 0));
    }
  }

  private record Anchor(
      long jfrNanos, long profilerTicks, long ticksPerSecond, long uncertaintyNanos) {}

  private record ProfilerChunk(ChunkHeader header) {
    /** By async-profiler's own clock; another frequency is another clock. */
    private boolean holds(Anchor anchor) {
      long nanos = sinceStart(anchor);
      return isSameClock(anchor) && nanos >= 0 && nanos <= header.durationNanos();
    }

    private boolean isSameClock(Anchor anchor) {
      double difference = Math.abs((double) anchor.ticksPerSecond - header.ticksPerSecond());
      return difference <= FREQUENCY_ERROR * header.ticksPerSecond();
    }

    /** Beyond what reading the clocks took. */
    private long residualNanos(Anchor anchor) {
      long difference = header.startNanos() + sinceStart(anchor) - anchor.jfrNanos;
      return Math.max(0, Math.abs(difference) - anchor.uncertaintyNanos);
    }

    private long sinceStart(Anchor anchor) {
      double ticks = anchor.profilerTicks - header.startTicks();
      return (long) (ticks * (1e9 / header.ticksPerSecond()));
    }
  }
}
