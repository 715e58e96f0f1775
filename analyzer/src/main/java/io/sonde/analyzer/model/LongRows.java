package io.sonde.analyzer.model;

import java.util.Arrays;

/**
 * Rows of a fixed number of whole numbers, in segments: growing copies nothing, and no array is so
 * large that a collector needs an unbroken stretch of the heap for it. Columns of a row lie side by
 * side, since those who read one number of a request read most of them.
 */
final class LongRows {
  /** 64 kB, as the reason above {@link SampleRows} wants it. */
  private static final int SEGMENT_LONGS = 1 << 13;

  private final int columns;
  private final int rowsPerSegment;
  private long[][] segments = new long[0][];
  private int size;

  LongRows(int columns) {
    this.columns = columns;
    this.rowsPerSegment = SEGMENT_LONGS / columns;
  }

  /** A duration that neither is negative nor ends later than time can be told. */
  static long possible(long startNanos, long durationNanos) {
    return Math.max(0, Math.min(durationNanos, Long.MAX_VALUE - Math.max(0, startNanos)));
  }

  int size() {
    return size;
  }

  long get(int row, int column) {
    return segments[row / rowsPerSegment][row % rowsPerSegment * columns + column];
  }

  void set(int row, int column, long value) {
    segments[row / rowsPerSegment][row % rowsPerSegment * columns + column] = value;
  }

  /**
   * Adds a row.
   *
   * @param values one for each column
   */
  void add(long... values) {
    int segment = size / rowsPerSegment;
    if (segment == segments.length) {
      segments = Arrays.copyOf(segments, segment + 1);
      segments[segment] = new long[rowsPerSegment * columns];
    }
    System.arraycopy(values, 0, segments[segment], size++ % rowsPerSegment * columns, columns);
  }

  /** Copies one row over an earlier one. */
  void move(int from, int to) {
    System.arraycopy(
        segments[from / rowsPerSegment],
        from % rowsPerSegment * columns,
        segments[to / rowsPerSegment],
        to % rowsPerSegment * columns,
        columns);
  }

  /** Drops all rows from an index on. */
  void truncate(int newSize) {
    size = newSize;
    segments = Arrays.copyOf(segments, (newSize + rowsPerSegment - 1) / rowsPerSegment);
  }

  /** The same rows in order of a column's values; equal values keep their order. */
  LongRows sorted(int column) {
    if (TimeOrder.isSorted(row -> get(row, column), size)) {
      return this;
    }
    LongRows sorted = new LongRows(columns);
    for (int row : TimeOrder.of(row -> get(row, column), size)) {
      int from = row % rowsPerSegment * columns;
      sorted.add(Arrays.copyOfRange(segments[row / rowsPerSegment], from, from + columns));
    }
    return sorted;
  }
}
