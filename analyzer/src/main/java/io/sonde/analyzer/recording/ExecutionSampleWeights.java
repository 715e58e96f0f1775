package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.SampleTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * CPU time that each jdk.ExecutionSample stands for. JFR's sampler wakes once per period and takes
 * at most five threads that run Java code, in turn, whether or not the machine has a core for each.
 * So the samples of one waking share the time to the next: {@code tick × min(running, cores) /
 * samples}. When a waking found five, more may have run: then running is the number of threads seen
 * in the wakings around it. The tick is what was achieved: the lower quartile of the distances
 * between wakings that caught the same thread, for that thread ran all the while.
 */
final class ExecutionSampleWeights {
  /** MAX_NR_OF_JAVA_SAMPLES in HotSpot's sampler, the same from JDK 11 to 25. */
  private static final int MOST_PER_TICK = 5;

  /** The default setting of JDK 11 to 25; used when the recording does not say. */
  static final long DEFAULT_PERIOD_NANOS = 20_000_000;

  /** Distances counted as one period at most: beyond it the thread was idle in between. */
  private static final double LONGEST_PERIODS = 3;

  private static final int FEWEST_DISTANCES = 20;
  private static final int NEIGHBOURS = 2;

  private final SampleTable samples;
  private final int cores;
  private final int[] tickStart;

  /** Achieved distance by nominal period, of which each chunk may have its own. */
  private final Map<Long, Long> tickNanos = new HashMap<>();

  private ExecutionSampleWeights(SampleTable samples, int cores) {
    this.samples = samples;
    this.cores = cores;
    this.tickStart = ticks();
    for (int i = 0; i < samples.size(); i++) {
      if (i == 0 || nominal(i) != nominal(i - 1)) {
        tickNanos.computeIfAbsent(nominal(i), this::achieved);
      }
    }
  }

  /**
   * @param samples weighing the nominal period of their chunk each, or 0 when it is not known
   * @param cores of the machine, or 0 when unknown
   */
  static SampleTable weigh(SampleTable samples, int cores) {
    ExecutionSampleWeights weights = new ExecutionSampleWeights(samples, cores);
    long[] result = new long[samples.size()];
    for (int tick = 0; tick + 1 < weights.tickStart.length; tick++) {
      Arrays.fill(
          result, weights.tickStart[tick], weights.tickStart[tick + 1], weights.weight(tick));
    }
    return samples.reweighed(i -> result[i]);
  }

  private long weight(int tick) {
    int taken = tickStart[tick + 1] - tickStart[tick];
    double running = taken < MOST_PER_TICK ? taken : Math.max(taken, threadsAround(tick));
    double onCpu = cores > 0 ? Math.min(running, cores) : running;
    return Math.round(tickNanos.get(nominal(tickStart[tick])) * onCpu / taken);
  }

  private int threadsAround(int tick) {
    int from = tickStart[Math.max(0, tick - NEIGHBOURS)];
    int to = tickStart[Math.min(tickStart.length - 1, tick + NEIGHBOURS + 1)];
    Set<Integer> threads = new HashSet<>();
    for (int i = from; i < to; i++) {
      threads.add(samples.thread(i));
    }
    return threads.size();
  }

  private long nominal(int sample) {
    return samples.weight(sample) > 0 ? samples.weight(sample) : DEFAULT_PERIOD_NANOS;
  }

  /** Index of each waking's first sample, and the number of samples behind the last. */
  private int[] ticks() {
    int[] starts = new int[samples.size() + 1];
    int count = 0;
    for (int i = 0; i < samples.size(); i++) {
      boolean first = i == 0 || samples.timeNanos(i) - samples.timeNanos(i - 1) > nominal(i) / 2;
      if (first) {
        starts[count++] = i;
      }
    }
    starts[count++] = samples.size();
    return Arrays.copyOf(starts, count);
  }

  private long achieved(long nominal) {
    Map<Integer, Long> last = new HashMap<>();
    long[] distances = new long[samples.size()];
    int count = 0;
    for (int i = 0; i < samples.size(); i++) {
      if (nominal(i) != nominal) {
        continue;
      }
      Long before = last.put(samples.thread(i), samples.timeNanos(i));
      if (before != null) {
        long distance = samples.timeNanos(i) - before;
        if (distance > nominal / 2 && distance <= nominal * LONGEST_PERIODS) {
          distances[count++] = distance;
        }
      }
    }
    if (count < FEWEST_DISTANCES) {
      return nominal;
    }
    Arrays.sort(distances, 0, count);
    return distances[count / 4];
  }
}
