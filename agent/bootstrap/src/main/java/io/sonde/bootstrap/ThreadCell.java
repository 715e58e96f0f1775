package io.sonde.bootstrap;

import java.lang.invoke.VarHandle;

/**
 * One thread's counters of one method, all cumulative: only that thread writes, and a reader takes
 * differences, so nothing is ever reset. Plain writes: a reader may see them a moment later, and
 * after the thread's death sees all. Hot path.
 */
final class ThreadCell extends MethodCell {
  /** Object, outer array. Inner arrays are charged when they are made. */
  static final int BYTES = 80 + 16 + 4 * LatencyBuckets.OCTAVES;

  private static final int OCTAVE_BYTES = 16 + 8 * LatencyBuckets.SUB_BUCKETS;

  final long[][] octaves = new long[LatencyBuckets.OCTAVES][];
  final ThreadCells owner;
  long count;
  long totalNanos;

  /** The longest call of period {@link #maxPeriod}, and of the one before in which calls ended. */
  long maxNanos;

  int maxPeriod;
  long previousMaxNanos;
  int previousMaxPeriod = -1;

  private int untimedCallsLeft;
  private int random;

  ThreadCell(int method, int stride, ThreadCells owner) {
    super(method, stride);
    this.owner = owner;
    this.random = System.identityHashCode(this) | 1;
    this.maxPeriod = -1;
    // The least of two gaps is what is left of one at a random moment: the first call in a new
    // cell, which is often a cold one, is timed as seldom as any other.
    this.untimedCallsLeft = Math.min(nextGap(), nextGap());
  }

  @Override
  public long before() {
    return totalNanos;
  }

  @Override
  public long begin() {
    count++;
    if (stride == 1) {
      return System.nanoTime();
    }
    return --untimedCallsLeft >= 0 ? MethodProbe.UNTIMED : nextTimed();
  }

  private long nextTimed() {
    untimedCallsLeft = nextGap();
    return stride == TimingMode.COUNT_ONLY ? MethodProbe.UNTIMED : System.nanoTime();
  }

  @Override
  public void end(long start, long before) {
    long elapsed = System.nanoTime() - start;
    totalNanos = before + elapsed;
    int octave = LatencyBuckets.octave(elapsed);
    long[] buckets = octaves[octave];
    if (buckets == null) {
      buckets = newOctave(octave);
    }
    buckets[LatencyBuckets.bucket(elapsed, octave)]++;
    if (maxPeriod != TimingMode.period) {
      newPeriod(elapsed);
    } else if (elapsed > maxNanos) {
      maxNanos = elapsed;
    }
    reportIfSlow(start, elapsed);
  }

  /** Uniform from 0 to 2 (stride - 1): mean stride - 1, in no step with the application's own. */
  private int nextGap() {
    if (stride == TimingMode.COUNT_ONLY) {
      return Integer.MAX_VALUE;
    }
    int x = random;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    random = x;
    return (int) (((x & 0xffff_ffffL) * (2L * stride - 1)) >>> 32);
  }

  private long[] newOctave(int octave) {
    owner.charge(OCTAVE_BYTES);
    return octaves[octave] = new long[LatencyBuckets.SUB_BUCKETS];
  }

  /** The fences let a reader that finds the new period rely on the previous maximum. */
  private void newPeriod(long elapsed) {
    previousMaxNanos = maxNanos;
    previousMaxPeriod = maxPeriod;
    VarHandle.releaseFence();
    maxPeriod = TimingMode.period;
    VarHandle.releaseFence();
    maxNanos = elapsed;
  }

  /** The longest call that ended in this period; 0 if none did. For the reading thread. */
  long maxOf(int period) {
    long max = maxNanos;
    VarHandle.acquireFence();
    if (maxPeriod == period) {
      return max;
    }
    VarHandle.acquireFence();
    return previousMaxPeriod == period ? previousMaxNanos : 0;
  }
}
