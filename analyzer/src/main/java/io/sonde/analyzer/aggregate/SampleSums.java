package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.SampleTable;

/** Weight of the samples of a thread between two times, by two searches. */
final class SampleSums {
  private final SampleTable samples;
  private final ThreadRows rows;
  private final long[] before;

  SampleSums(SampleTable samples, ThreadRows rows) {
    this.samples = samples;
    this.rows = rows;
    this.before = new long[rows.size() + 1];
    for (int place = 0; place < rows.size(); place++) {
      before[place + 1] = before[place] + samples.weight(rows.row(place));
    }
  }

  long between(int thread, long from, long to) {
    return to <= from ? 0 : before[firstAt(thread, to)] - before[firstAt(thread, from)];
  }

  /** Shows the samples of a thread between two times: node of the stack, and weight. */
  void visit(int thread, long from, long to, Attribution.TimeVisitor visitor) {
    int end = firstAt(thread, to);
    for (int place = firstAt(thread, from); place < end; place++) {
      visitor.visit(samples.stack(rows.row(place)), samples.weight(rows.row(place)));
    }
  }

  private int firstAt(int thread, long time) {
    int low = rows.first(thread);
    int high = rows.end(thread);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (samples.timeNanos(rows.row(middle)) < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
