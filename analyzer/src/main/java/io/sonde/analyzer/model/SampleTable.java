package io.sonde.analyzer.model;

import com.carrotsearch.hppc.LongHashSet;
import java.util.Arrays;
import java.util.function.IntToLongFunction;

/**
 * Samples of one kind as columns, in order of time.
 *
 * <p>Weights are what each sample stands for in {@link SampleKind#unit()}, from the interval that
 * the recorder achieved.
 */
public final class SampleTable {
  /** A thread that waits, as async-profiler's wall-clock samples tell it apart. */
  public static final byte SLEEPING = 2;

  /** A thread that runs or wants to. */
  public static final byte RUNNABLE = 1;

  public static final byte STATE_UNKNOWN = 0;

  private final SampleKind kind;
  private final SampleRows rows;

  /**
   * @param rows in order of time
   */
  private SampleTable(SampleKind kind, SampleRows rows) {
    this.kind = kind;
    this.rows = rows;
  }

  public SampleKind kind() {
    return kind;
  }

  public int size() {
    return rows.size();
  }

  /** Nanoseconds since the epoch. */
  public long timeNanos(int i) {
    return rows.timeNanos(i);
  }

  /** Index into {@link Recording#threads()}, or -1 when the event named no thread. */
  public int thread(int i) {
    return rows.thread(i);
  }

  /** Node in {@link Recording#stacks()}. */
  public int stack(int i) {
    return rows.stack(i);
  }

  /** In the kind's unit. */
  public long weight(int i) {
    return rows.weight(i);
  }

  public byte state(int i) {
    return rows.state(i);
  }

  /** Index into {@link Recording#classNames()}: allocated class or lock's class; -1 when none. */
  public int objectClass(int i) {
    return rows.objectClass(i);
  }

  /** The same samples with other weights: index to weight. */
  public SampleTable reweighed(IntToLongFunction weights) {
    return new SampleTable(kind, rows.reweighed(weights));
  }

  public long totalWeight() {
    long total = 0;
    for (int i = 0; i < rows.size(); i++) {
      total += rows.weight(i);
    }
    return total;
  }

  /** Grows the columns. Not thread-safe. */
  public static final class Builder {
    /** 2^64 over the golden ratio: neighbours fall far apart, and the upper bits are the best. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Groups whose hash begins with so many zeros are judged for an estimate. */
    private static final int ESTIMATE_BITS = 4;

    private final SampleKind kind;
    private SampleRows rows = new SampleRows();

    public Builder(SampleKind kind) {
      this.kind = kind;
    }

    public int size() {
      return rows.size();
    }

    public long timeNanos(int i) {
      return rows.timeNanos(i);
    }

    public int thread(int i) {
      return rows.thread(i);
    }

    public int stack(int i) {
      return rows.stack(i);
    }

    public byte state(int i) {
      return rows.state(i);
    }

    public int objectClass(int i) {
      return rows.objectClass(i);
    }

    public long weight(int i) {
      return rows.weight(i);
    }

    /** Gives all samples from an index on another weight, for what is known only afterwards. */
    public void weigh(int from, long newWeight) {
      for (int i = from; i < rows.size(); i++) {
        rows.weight(i, newWeight);
      }
    }

    /** Replaces the stacks of all samples from an index on by what stands at them. */
    public void mapStacks(int from, int[] nodes) {
      for (int i = from; i < rows.size(); i++) {
        rows.stack(i, nodes[rows.stack(i)]);
      }
    }

    /** Adds a copy of another's sample. */
    public Builder add(Builder from, int i) {
      return add(
          from.timeNanos(i),
          from.thread(i),
          from.stack(i),
          from.weight(i),
          from.state(i),
          from.objectClass(i));
    }

    /** Adds copies of all samples of another, which numbers stacks, threads and classes its way. */
    public void addAll(Builder from, Renumbering numbers) {
      for (int i = 0; i < from.size(); i++) {
        add(
            from.timeNanos(i),
            numbers.thread(from.thread(i)),
            numbers.stack(from.stack(i)),
            from.weight(i),
            from.state(i),
            numbers.className(from.objectClass(i)));
      }
    }

    /** Adds copies of all samples of a table. */
    public Builder addAll(SampleTable from) {
      for (int i = 0; i < from.size(); i++) {
        add(
            from.timeNanos(i),
            from.thread(i),
            from.stack(i),
            from.weight(i),
            from.state(i),
            from.objectClass(i));
      }
      return this;
    }

    public Builder add(
        long timeNanos, int thread, int stack, long weight, byte state, int objectClass) {
      rows.add(timeNanos, thread, stack, weight, state, objectClass);
      return this;
    }

    /**
     * Merges the samples of a range that differ in nothing but their time, where that lies in the
     * same step; their weights are added, and the first one's time is kept.
     *
     * @param from first of the range
     * @param end behind its last
     * @param to where to put them, at most {@code from}
     * @param stepNanos length of a step
     * @return index behind the last one put there
     */
    public int merge(int from, int end, int to, long stepNanos) {
      int[] slots = new int[Math.max(2, Integer.highestOneBit(Math.max(1, end - from)) * 4)];
      Arrays.fill(slots, -1);
      int next = to;
      for (int i = from; i < end; i++) {
        long step = Math.floorDiv(rows.timeNanos(i), stepNanos);
        int slot = hash(i, step) & slots.length - 1;
        while (slots[slot] >= 0 && !isSame(slots[slot], i, step, stepNanos)) {
          slot = slot + 1 & slots.length - 1;
        }
        if (slots[slot] >= 0) {
          rows.weight(slots[slot], rows.weight(slots[slot]) + rows.weight(i));
        } else {
          slots[slot] = next;
          rows.move(i, next++);
        }
      }
      return next;
    }

    /**
     * About how many samples of a range {@link #merge} would leave, judged by every sixteenth group
     * of samples that differ in nothing but their time; 0 when there are so few groups that none is
     * a sixteenth.
     */
    public long estimateMerged(int from, int end, long stepNanos) {
      LongHashSet left = new LongHashSet();
      long judged = 0;
      for (int i = from; i < end; i++) {
        long group = group(i);
        if (group >>> Long.SIZE - ESTIMATE_BITS == 0) {
          left.add(group * 31 + Math.floorDiv(rows.timeNanos(i), stepNanos));
          judged++;
        }
      }
      return judged == 0 ? 0 : Math.round((end - from) * (left.size() / (double) judged));
    }

    /** Drops all samples from an index on. */
    public void truncate(int newSize) {
      rows.truncate(newSize);
    }

    private int hash(int i, long step) {
      return (int) ((group(i) + step) * SPREAD >>> Integer.SIZE);
    }

    /** A hash of all that must be the same of samples that are merged, but for their time. */
    private long group(int i) {
      long hash = (long) rows.stack(i) * 31 + rows.thread(i);
      return ((hash * 31 + rows.objectClass(i)) * 31 + rows.state(i)) * SPREAD;
    }

    private boolean isSame(int one, int other, long step, long stepNanos) {
      return rows.stack(one) == rows.stack(other)
          && rows.thread(one) == rows.thread(other)
          && rows.objectClass(one) == rows.objectClass(other)
          && rows.state(one) == rows.state(other)
          && Math.floorDiv(rows.timeNanos(one), stepNanos) == step;
    }

    /** A table of the samples so far. */
    public SampleTable build() {
      SampleRows copy = rows.copy();
      copy.sort();
      return new SampleTable(kind, copy);
    }

    /** The table that takes over the samples: the builder is empty afterwards. */
    public SampleTable take() {
      SampleRows taken = rows;
      rows = new SampleRows();
      taken.sort();
      return new SampleTable(kind, taken);
    }
  }
}
