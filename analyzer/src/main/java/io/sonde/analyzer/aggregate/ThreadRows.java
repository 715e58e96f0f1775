package io.sonde.analyzer.aggregate;

import java.util.function.IntUnaryOperator;

/** Rows of a table grouped by thread; within a thread they keep their order. */
final class ThreadRows {
  private final int[] first;
  private final int[] rows;

  private ThreadRows(int[] first, int[] rows) {
    this.first = first;
    this.rows = rows;
  }

  /**
   * @param threadOf thread of a row; negative leaves the row out
   */
  static ThreadRows of(int threads, int size, IntUnaryOperator threadOf) {
    int[] first = new int[threads + 1];
    for (int row = 0; row < size; row++) {
      int thread = threadOf.applyAsInt(row);
      if (thread >= 0) {
        first[thread + 1]++;
      }
    }
    for (int thread = 0; thread < threads; thread++) {
      first[thread + 1] += first[thread];
    }
    int[] next = first.clone();
    int[] rows = new int[first[threads]];
    for (int row = 0; row < size; row++) {
      int thread = threadOf.applyAsInt(row);
      if (thread >= 0) {
        rows[next[thread]++] = row;
      }
    }
    return new ThreadRows(first, rows);
  }

  /** Place of a thread's first row. */
  int first(int thread) {
    return first[thread];
  }

  /** Place behind a thread's last row. */
  int end(int thread) {
    return first[thread + 1];
  }

  /** The row at a place. */
  int row(int place) {
    return rows[place];
  }

  int size() {
    return rows.length;
  }
}
