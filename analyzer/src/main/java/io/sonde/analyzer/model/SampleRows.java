package io.sonde.analyzer.model;

import java.util.Arrays;
import java.util.function.IntToLongFunction;

/**
 * Samples as columns, in segments: growing copies nothing, and no array is so large that a
 * collector needs an unbroken stretch of the heap for it. G1 calls half a region large, and a
 * region has 1 MB at least; the longest column of a segment has 128 kB.
 */
final class SampleRows {
  private static final int BITS = 14;
  private static final int MASK = (1 << BITS) - 1;

  /** Most tables are small. */
  private static final int FIRST_ROWS = 256;

  private Segment[] segments;
  private int size;

  SampleRows() {
    segments = new Segment[] {new Segment(FIRST_ROWS)};
  }

  private SampleRows(Segment[] segments, int size) {
    this.segments = segments;
    this.size = size;
  }

  private static final class Segment {
    private long[] timeNanos;
    private long[] weight;
    private int[] thread;
    private int[] stack;
    private int[] objectClass;
    private byte[] state;

    private Segment(int rows) {
      timeNanos = new long[rows];
      weight = new long[rows];
      thread = new int[rows];
      stack = new int[rows];
      objectClass = new int[rows];
      state = new byte[rows];
    }

    private Segment(Segment other) {
      timeNanos = other.timeNanos;
      weight = other.weight;
      thread = other.thread;
      stack = other.stack;
      objectClass = other.objectClass;
      state = other.state;
    }

    private Segment resized(int rows) {
      Segment copy = new Segment(this);
      copy.timeNanos = Arrays.copyOf(timeNanos, rows);
      copy.weight = Arrays.copyOf(weight, rows);
      copy.thread = Arrays.copyOf(thread, rows);
      copy.stack = Arrays.copyOf(stack, rows);
      copy.objectClass = Arrays.copyOf(objectClass, rows);
      copy.state = Arrays.copyOf(state, rows);
      return copy;
    }

    private void set(int row, Segment from, int other) {
      timeNanos[row] = from.timeNanos[other];
      weight[row] = from.weight[other];
      thread[row] = from.thread[other];
      stack[row] = from.stack[other];
      objectClass[row] = from.objectClass[other];
      state[row] = from.state[other];
    }
  }

  int size() {
    return size;
  }

  long timeNanos(int i) {
    return segments[i >>> BITS].timeNanos[i & MASK];
  }

  long weight(int i) {
    return segments[i >>> BITS].weight[i & MASK];
  }

  int thread(int i) {
    return segments[i >>> BITS].thread[i & MASK];
  }

  int stack(int i) {
    return segments[i >>> BITS].stack[i & MASK];
  }

  int objectClass(int i) {
    return segments[i >>> BITS].objectClass[i & MASK];
  }

  byte state(int i) {
    return segments[i >>> BITS].state[i & MASK];
  }

  void weight(int i, long weight) {
    segments[i >>> BITS].weight[i & MASK] = weight;
  }

  void stack(int i, int stack) {
    segments[i >>> BITS].stack[i & MASK] = stack;
  }

  void add(long timeNanos, int thread, int stack, long weight, byte state, int objectClass) {
    Segment segment = roomForOne();
    int row = size++ & MASK;
    segment.timeNanos[row] = timeNanos;
    segment.weight[row] = weight;
    segment.thread[row] = thread;
    segment.stack[row] = stack;
    segment.objectClass[row] = objectClass;
    segment.state[row] = state;
  }

  private Segment roomForOne() {
    int at = size >>> BITS;
    if (at == segments.length) {
      segments = Arrays.copyOf(segments, at + 1);
      segments[at] = new Segment(1 << BITS);
    }
    Segment segment = segments[at];
    int rows = segment.timeNanos.length;
    if ((size & MASK) == rows) {
      segments[at] = segment.resized(2 * rows);
    }
    return segments[at];
  }

  /** Copies one row over another. */
  void move(int from, int to) {
    segments[to >>> BITS].set(to & MASK, segments[from >>> BITS], from & MASK);
  }

  /** Drops all rows from an index on. */
  void truncate(int newSize) {
    size = newSize;
    int needed = Math.max(1, newSize + MASK >>> BITS);
    segments = needed < segments.length ? Arrays.copyOf(segments, needed) : segments;
  }

  /** Puts the rows in order of time, in place; equal times keep their order. */
  void sort() {
    if (TimeOrder.isSorted(this::timeNanos, size)) {
      return;
    }
    int[] order = TimeOrder.of(this::timeNanos, size);
    Segment first = new Segment(1);
    for (int start = 0; start < size; start++) {
      if (order[start] == start) {
        continue;
      }
      first.set(0, segments[start >>> BITS], start & MASK);
      int to = start;
      for (int from = order[to]; from != start; from = order[to]) {
        move(from, to);
        order[to] = to;
        to = from;
      }
      segments[to >>> BITS].set(to & MASK, first, 0);
      order[to] = to;
    }
  }

  SampleRows copy() {
    Segment[] copies = segments.clone();
    Arrays.setAll(copies, i -> segments[i].resized(segments[i].timeNanos.length));
    return new SampleRows(copies, size);
  }

  /** The same rows with other weights: index to weight. All other columns are shared. */
  SampleRows reweighed(IntToLongFunction weights) {
    Segment[] changed = segments.clone();
    for (int at = 0; at < changed.length; at++) {
      int before = at << BITS;
      changed[at] = new Segment(segments[at]);
      long[] ofSegment = new long[segments[at].weight.length];
      int rows = Math.min(ofSegment.length, size - before);
      for (int row = 0; row < rows; row++) {
        ofSegment[row] = weights.applyAsLong(before + row);
      }
      changed[at].weight = ofSegment;
    }
    return new SampleRows(changed, size);
  }
}
