package io.sonde.analyzer.report.html;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntIntHashMap;
import com.carrotsearch.hppc.LongArrayList;
import com.carrotsearch.hppc.procedures.IntProcedure;
import com.carrotsearch.hppc.procedures.LongProcedure;
import io.sonde.analyzer.aggregate.Timeline;
import io.sonde.analyzer.model.SampleTable;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * When the samples of a packed tree were taken, so that the page can draw a window of time: for
 * each group of the timeline's steps the rows that samples fell on, with their number and weight.
 */
final class FlameTimes {
  /** A megabyte or two in the page; longer and more varied recordings get coarser groups. */
  static final int MAX_ENTRIES = 400_000;

  private final SampleTable samples;
  private final IntUnaryOperator rowOfStack;
  private final Timeline timeline;
  private final int groupSteps;

  private final IntArrayList sizes = new IntArrayList();
  private final IntArrayList rowGaps = new IntArrayList();
  private final LongArrayList counts = new LongArrayList();
  private final LongArrayList weights = new LongArrayList();

  /** Of the group that is being filled: its entry by row. */
  private final IntIntHashMap entryOfRow = new IntIntHashMap();

  private final LongArrayList groupCounts = new LongArrayList();
  private final LongArrayList groupWeights = new LongArrayList();

  private FlameTimes(
      SampleTable samples, IntUnaryOperator rowOfStack, Timeline timeline, int groupSteps) {
    this.samples = samples;
    this.rowOfStack = rowOfStack;
    this.timeline = timeline;
    this.groupSteps = groupSteps;
  }

  /**
   * @param rowOfStack row of the packed tree on which a sample with a stack counts
   */
  static FlameTimes of(SampleTable samples, IntUnaryOperator rowOfStack, Timeline timeline) {
    return of(samples, rowOfStack, timeline, MAX_ENTRIES);
  }

  static FlameTimes of(
      SampleTable samples, IntUnaryOperator rowOfStack, Timeline timeline, int maxEntries) {
    FlameTimes times = new FlameTimes(samples, rowOfStack, timeline, 1);
    times.fill();
    while (times.rowGaps.size() > maxEntries && times.groupSteps < timeline.steps()) {
      times = new FlameTimes(samples, rowOfStack, timeline, times.groupSteps * 2);
      times.fill();
    }
    return times;
  }

  /** Steps of the timeline that are one group. */
  int groupSteps() {
    return groupSteps;
  }

  private void fill() {
    int group = 0;
    for (int i = 0; i < samples.size(); i++) {
      int at = timeline.step(samples.timeNanos(i)) / groupSteps;
      for (; group < at; group++) {
        endGroup();
      }
      add(rowOfStack.applyAsInt(samples.stack(i)), samples.weight(i));
    }
    for (; group <= (timeline.steps() - 1) / groupSteps; group++) {
      endGroup();
    }
  }

  private void add(int row, long weight) {
    int at = entryOfRow.indexOf(row);
    if (entryOfRow.indexExists(at)) {
      int entry = entryOfRow.indexGet(at);
      groupCounts.buffer[entry]++;
      groupWeights.buffer[entry] += weight;
    } else {
      entryOfRow.indexInsert(at, row, groupCounts.size());
      groupCounts.add(1);
      groupWeights.add(weight);
    }
  }

  private void endGroup() {
    int[] rows = entryOfRow.keys().toArray();
    Arrays.sort(rows);
    sizes.add(rows.length);
    int last = 0;
    for (int row : rows) {
      int entry = entryOfRow.get(row);
      rowGaps.add(row - last);
      counts.add(groupCounts.get(entry));
      weights.add(groupWeights.get(entry));
      last = row;
    }
    entryOfRow.clear();
    groupCounts.clear();
    groupWeights.clear();
  }

  String pack() {
    VarintColumns out = new VarintColumns();
    out.number(sizes.size());
    sizes.forEach((IntProcedure) out::number);
    rowGaps.forEach((IntProcedure) out::number);
    counts.forEach((LongProcedure) out::number);
    weights.forEach((LongProcedure) out::number);
    return out.packed();
  }
}
