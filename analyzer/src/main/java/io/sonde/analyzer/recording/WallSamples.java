package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Wall-clock samples of one async-profiler chunk. The interval that a thread was really sampled at
 * depends on how many threads there were, so each thread's own is taken: the time from its first to
 * its last sample over the number of samples. An idle thread's samples come as one event with a
 * number and a span; they are spread over that span in pieces.
 */
final class WallSamples {
  /** async-profiler's default for wall-clock profiling. */
  private static final long DEFAULT_INTERVAL_NANOS = 50_000_000;

  /** Fine enough for every view of time that reports draw. */
  private static final long LONGEST_PIECE_NANOS = 1_000_000_000;

  /** Keeps an absurd span from filling the heap; async-profiler batches 1 000 samples at most. */
  private static final long MOST_PIECES = 1_000;

  private static final long NANOS_PER_MILLI = 1_000_000;

  /** One row per event: its weight is its number of samples, its class its span in ms. */
  private final SampleTable.Builder batches = new SampleTable.Builder(SampleKind.WALL);

  private int most;
  private long stepNanos;

  /** By index in the model, from one on; none first. */
  private @Nullable ThreadSpan[] threads = new ThreadSpan[64];

  /**
   * @param most events from which on they are merged in time
   */
  WallSamples(int most) {
    this.most = most;
  }

  static long nominalNanos(ChunkFacts chunk) {
    for (String key :
        new String[] {
          ChunkFacts.WALL_SAMPLE + "#interval",
          "jdk.ActiveRecording#wall",
          ChunkFacts.EXECUTION_SAMPLE + "#interval"
        }) {
      long nanos = SettingsReader.number(chunk.setting(key));
      if (nanos > 0) {
        return nanos;
      }
    }
    return DEFAULT_INTERVAL_NANOS;
  }

  /**
   * Adds one event.
   *
   * @param samples how many samples it stands for
   * @param spanNanos from the first to the last of them
   */
  void add(Event event, int thread, byte state, long samples, long spanNanos) {
    long time = event.startNanos();
    if (batches.size() >= most) {
      coarsen();
    }
    int spanMillis = (int) Math.min(Integer.MAX_VALUE, spanNanos / NANOS_PER_MILLI);
    batches.add(time, thread, event.stackHandle(), samples, state, spanMillis);
    if (thread + 1 >= threads.length) {
      threads = Arrays.copyOf(threads, Math.max(thread + 2, threads.length * 2));
    }
    ThreadSpan of = threads[thread + 1];
    if (of == null) {
      of = new ThreadSpan();
      threads[thread + 1] = of;
    }
    of.add(time, samples, spanNanos);
  }

  /** As {@link SampleSources} does, which takes the samples only when their weights are known. */
  private void coarsen() {
    do {
      stepNanos = SampleSources.stepThatLeaves(most / 2, batches, stepNanos);
      batches.truncate(batches.merge(0, batches.size(), 0, stepNanos));
    } while (batches.size() > most / 2 && stepNanos < SampleSources.LONGEST_STEP_NANOS);
    most = Math.max(most, 2 * batches.size());
  }

  void finish(long nominalNanos, SampleSources into) {
    if (stepNanos > 0) {
      into.mergedBefore(SampleSource.PROFILER_WALL, stepNanos);
    }
    for (int i = 0; i < batches.size(); i++) {
      ThreadSpan of = threads[batches.thread(i) + 1];
      long interval = of == null ? nominalNanos : of.achievedNanos(nominalNanos);
      spread(i, batches.weight(i) * interval, into);
    }
  }

  private void spread(int batch, long weight, SampleSources into) {
    long span = batches.objectClass(batch) * NANOS_PER_MILLI;
    long pieces = Math.min(MOST_PIECES, 1 + span / LONGEST_PIECE_NANOS);
    long left = weight;
    for (long piece = 0; piece < pieces; piece++) {
      long share = piece == pieces - 1 ? left : weight / pieces;
      left -= share;
      long time = batches.timeNanos(batch) + span / pieces * piece;
      into.add(
          SampleSource.PROFILER_WALL,
          time,
          batches.thread(batch),
          batches.stack(batch),
          share,
          batches.state(batch),
          -1);
    }
  }

  /** When one thread was sampled, and how often. */
  private static final class ThreadSpan {
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private long samples;

    private void add(long timeNanos, long count, long spanNanos) {
      first = Math.min(first, timeNanos);
      last = Math.max(last, timeNanos + spanNanos);
      samples += count;
    }

    private long achievedNanos(long nominalNanos) {
      return samples < 2 ? nominalNanos : Math.max(1, (last - first) / (samples - 1));
    }
  }
}
