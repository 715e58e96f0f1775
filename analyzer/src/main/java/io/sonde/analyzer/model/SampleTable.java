package io.sonde.analyzer.model;

import com.carrotsearch.hppc.LongHashSet;
import java.util.Arrays;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

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

  private static final long[] NO_LONGS = {};
  private static final int[] NO_INTS = {};
  private static final byte[] NO_BYTES = {};

  private final SampleKind kind;
  private final long[] timeNanos;
  private final int[] thread;
  private final int[] stack;
  private final long[] weight;
  private final byte[] state;
  private final int[] objectClass;

  /**
   * @param take lets go of the builder's columns one by one, so that never all are held twice
   */
  private SampleTable(Builder from, boolean take) {
    int size = from.size;
    int[] order =
        TimeOrder.isSorted(from.timeNanos, size) ? null : TimeOrder.of(from.timeNanos, size);
    this.kind = from.kind;
    this.timeNanos = inOrder(from.timeNanos, order, size);
    from.timeNanos = take ? NO_LONGS : from.timeNanos;
    this.weight = inOrder(from.weight, order, size);
    from.weight = take ? NO_LONGS : from.weight;
    this.thread = inOrder(from.thread, order, size);
    from.thread = take ? NO_INTS : from.thread;
    this.stack = inOrder(from.stack, order, size);
    from.stack = take ? NO_INTS : from.stack;
    this.objectClass = inOrder(from.objectClass, order, size);
    from.objectClass = take ? NO_INTS : from.objectClass;
    this.state = inOrder(from.state, order, size);
    from.state = take ? NO_BYTES : from.state;
    from.size = take ? 0 : size;
  }

  private static long[] inOrder(long[] column, int @Nullable [] order, int size) {
    if (order == null) {
      return Arrays.copyOf(column, size);
    }
    long[] result = new long[size];
    Arrays.setAll(result, i -> column[order[i]]);
    return result;
  }

  private static int[] inOrder(int[] column, int @Nullable [] order, int size) {
    if (order == null) {
      return Arrays.copyOf(column, size);
    }
    int[] result = new int[size];
    Arrays.setAll(result, i -> column[order[i]]);
    return result;
  }

  private static byte[] inOrder(byte[] column, int @Nullable [] order, int size) {
    byte[] result = Arrays.copyOf(column, size);
    for (int i = 0; order != null && i < size; i++) {
      result[i] = column[order[i]];
    }
    return result;
  }

  private SampleTable(SampleTable other, long[] weight) {
    this.kind = other.kind;
    this.timeNanos = other.timeNanos;
    this.thread = other.thread;
    this.stack = other.stack;
    this.weight = weight;
    this.state = other.state;
    this.objectClass = other.objectClass;
  }

  public SampleKind kind() {
    return kind;
  }

  public int size() {
    return timeNanos.length;
  }

  /** Nanoseconds since the epoch. */
  public long timeNanos(int i) {
    return timeNanos[i];
  }

  /** Index into {@link Recording#threads()}, or -1 when the event named no thread. */
  public int thread(int i) {
    return thread[i];
  }

  /** Node in {@link Recording#stacks()}. */
  public int stack(int i) {
    return stack[i];
  }

  /** In the kind's unit. */
  public long weight(int i) {
    return weight[i];
  }

  public byte state(int i) {
    return state[i];
  }

  /** Index into {@link Recording#classNames()}: allocated class or lock's class; -1 when none. */
  public int objectClass(int i) {
    return objectClass[i];
  }

  /** The same samples with other weights: index to weight. */
  public SampleTable reweighed(IntToLongFunction weights) {
    long[] changed = new long[weight.length];
    Arrays.setAll(changed, weights);
    return new SampleTable(this, changed);
  }

  public long totalWeight() {
    long total = 0;
    for (long each : weight) {
      total += each;
    }
    return total;
  }

  /** Grows the columns. Not thread-safe. */
  public static final class Builder {
    /** 2^64 over the golden ratio: neighbours fall far apart, and the upper bits are the best. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Groups whose hash begins with so many zeros are judged for an estimate. */
    private static final int ESTIMATE_BITS = 4;

    private static final int FIRST = 256;

    private final SampleKind kind;
    private long[] timeNanos = new long[FIRST];
    private int[] thread = new int[FIRST];
    private int[] stack = new int[FIRST];
    private long[] weight = new long[FIRST];
    private byte[] state = new byte[FIRST];
    private int[] objectClass = new int[FIRST];
    private int size;

    public Builder(SampleKind kind) {
      this.kind = kind;
    }

    public int size() {
      return size;
    }

    public long timeNanos(int i) {
      return timeNanos[i];
    }

    public int thread(int i) {
      return thread[i];
    }

    public int stack(int i) {
      return stack[i];
    }

    public byte state(int i) {
      return state[i];
    }

    public int objectClass(int i) {
      return objectClass[i];
    }

    public long weight(int i) {
      return weight[i];
    }

    /** Gives all samples from an index on another weight, for what is known only afterwards. */
    public void weigh(int from, long newWeight) {
      Arrays.fill(weight, from, size, newWeight);
    }

    /** Replaces the stacks of all samples from an index on by what stands at them. */
    public void mapStacks(int from, int[] nodes) {
      for (int i = from; i < size; i++) {
        stack[i] = nodes[stack[i]];
      }
    }

    /** Adds a copy of another's sample. */
    public Builder add(Builder from, int i) {
      return add(
          from.timeNanos[i],
          from.thread[i],
          from.stack[i],
          from.weight[i],
          from.state[i],
          from.objectClass[i]);
    }

    /** Adds copies of all samples of another, which numbers stacks, threads and classes its way. */
    public void addAll(Builder from, Renumbering numbers) {
      for (int i = 0; i < from.size; i++) {
        add(
            from.timeNanos[i],
            numbers.thread(from.thread[i]),
            numbers.stack(from.stack[i]),
            from.weight[i],
            from.state[i],
            numbers.className(from.objectClass[i]));
      }
    }

    /** Adds copies of all samples of a table. */
    public Builder addAll(SampleTable from) {
      for (int i = 0; i < from.size(); i++) {
        add(
            from.timeNanos[i],
            from.thread[i],
            from.stack[i],
            from.weight[i],
            from.state[i],
            from.objectClass[i]);
      }
      return this;
    }

    public Builder add(
        long timeNanos, int thread, int stack, long weight, byte state, int objectClass) {
      if (size == this.timeNanos.length) {
        grow();
      }
      this.timeNanos[size] = timeNanos;
      this.thread[size] = thread;
      this.stack[size] = stack;
      this.weight[size] = weight;
      this.state[size] = state;
      this.objectClass[size] = objectClass;
      size++;
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
        long step = Math.floorDiv(timeNanos[i], stepNanos);
        int slot = hash(i, step) & slots.length - 1;
        while (slots[slot] >= 0 && !isSame(slots[slot], i, step, stepNanos)) {
          slot = slot + 1 & slots.length - 1;
        }
        if (slots[slot] >= 0) {
          weight[slots[slot]] += weight[i];
        } else {
          slots[slot] = next;
          move(i, next++);
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
          left.add(group * 31 + Math.floorDiv(timeNanos[i], stepNanos));
          judged++;
        }
      }
      return judged == 0 ? 0 : Math.round((end - from) * (left.size() / (double) judged));
    }

    /** Drops all samples from an index on. */
    public void truncate(int newSize) {
      size = newSize;
    }

    private int hash(int i, long step) {
      return (int) ((group(i) + step) * SPREAD >>> Integer.SIZE);
    }

    /** A hash of all that must be the same of samples that are merged, but for their time. */
    private long group(int i) {
      long hash = (long) stack[i] * 31 + thread[i];
      return ((hash * 31 + objectClass[i]) * 31 + state[i]) * SPREAD;
    }

    private boolean isSame(int one, int other, long step, long stepNanos) {
      return stack[one] == stack[other]
          && thread[one] == thread[other]
          && objectClass[one] == objectClass[other]
          && state[one] == state[other]
          && Math.floorDiv(timeNanos[one], stepNanos) == step;
    }

    private void move(int from, int to) {
      timeNanos[to] = timeNanos[from];
      thread[to] = thread[from];
      stack[to] = stack[from];
      weight[to] = weight[from];
      state[to] = state[from];
      objectClass[to] = objectClass[from];
    }

    private void grow() {
      int capacity = Math.max(FIRST, size + (size >> 1));
      timeNanos = Arrays.copyOf(timeNanos, capacity);
      thread = Arrays.copyOf(thread, capacity);
      stack = Arrays.copyOf(stack, capacity);
      weight = Arrays.copyOf(weight, capacity);
      state = Arrays.copyOf(state, capacity);
      objectClass = Arrays.copyOf(objectClass, capacity);
    }

    public SampleTable build() {
      return new SampleTable(this, false);
    }

    /** The table, for which the builder gives up its memory: it is empty afterwards. */
    public SampleTable take() {
      return new SampleTable(this, true);
    }
  }
}
