package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.LongArrayList;
import com.carrotsearch.hppc.LongIntHashMap;
import com.carrotsearch.hppc.sorting.IndirectSort;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.Request;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.RequestTask;
import io.sonde.analyzer.model.TaskTable;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/**
 * When which threads worked for which requests: their entry threads and those of their tasks. What
 * a task does after its request has ended is no more for it. Stretches of one thread lie within
 * each other or apart. Columns, for a long recording has millions; by thread, then by begin, the
 * longer first.
 */
final class WorkStretches {
  private static final int NONE = -1;

  private final ThreadIdentity threads;
  private final long[] from;
  private final long[] to;

  /** Rows of the requests. */
  private final int[] row;

  /** Of each thread's first stretch, and behind the last thread's last. */
  private final int[] first;

  /** Index of the stretch around each, or -1. */
  private final int[] around;

  private WorkStretches(Collected collected) {
    threads = collected.threads;
    int[] order = collected.order();
    from = Arrays.stream(order).mapToLong(collected.from::get).toArray();
    to = Arrays.stream(order).mapToLong(collected.to::get).toArray();
    row = Arrays.stream(order).map(collected.row::get).toArray();
    first = new int[threads.count() + 1];
    around = new int[order.length];
    nest(Arrays.stream(order).map(collected.thread::get).toArray());
  }

  /**
   * @param counted which requests
   */
  static WorkStretches of(Recording recording, Predicate<Request> counted) {
    Collected collected = new Collected(ThreadIdentity.of(recording));
    RequestTable table = recording.requests().table();
    LongIntHashMap rowOfId = new LongIntHashMap();
    for (int row = 0; row < table.size(); row++) {
      Request request = table.get(row);
      if (counted.test(request)) {
        rowOfId.put(request.id(), row);
        long left = request.startNanos() + request.entryNanos();
        collected.add(request.entryThread(), request.startNanos(), left, row);
      }
    }
    TaskTable tasks = recording.requests().tasks();
    for (int i = 0; i < tasks.size() && !rowOfId.isEmpty(); i++) {
      int row = rowOfId.getOrDefault(tasks.requestId(i), NONE);
      if (row != NONE) {
        RequestTask task = tasks.get(i);
        long ended = table.startNanos(row) + table.durationNanos(row);
        collected.add(task.thread(), task.startNanos(), Math.min(task.endNanos(), ended), row);
      }
    }
    return new WorkStretches(collected);
  }

  /** Stretches in the order in which they are found. */
  private static final class Collected {
    private final ThreadIdentity threads;

    /** By {@link ThreadIdentity}. */
    private final IntArrayList thread = new IntArrayList();

    private final LongArrayList from = new LongArrayList();
    private final LongArrayList to = new LongArrayList();
    private final IntArrayList row = new IntArrayList();

    private Collected(ThreadIdentity threads) {
      this.threads = threads;
    }

    private void add(int index, long begin, long end, int requestRow) {
      if (index >= 0 && end > begin) {
        thread.add(threads.of(index));
        from.add(begin);
        to.add(end);
        row.add(requestRow);
      }
    }

    private int[] order() {
      return IndirectSort.mergesort(0, row.size(), this::compare);
    }

    private int compare(int one, int other) {
      int byThread = Integer.compare(thread.get(one), thread.get(other));
      int byBegin = byThread == 0 ? Long.compare(from.get(one), from.get(other)) : byThread;
      return byBegin == 0 ? Long.compare(to.get(other), to.get(one)) : byBegin;
    }
  }

  boolean isEmpty() {
    return row.length == 0;
  }

  /**
   * The request that a thread worked for, the innermost of several.
   *
   * @param thread index into the recording's threads, or -1
   * @return its row, or -1
   */
  int rowAt(int thread, long time) {
    for (int place = lastBegun(thread, time); place != NONE; place = around[place]) {
      if (time < to[place]) {
        return row[place];
      }
    }
    return NONE;
  }

  /** Shows the rows of all requests that a thread worked for, the innermost first. */
  void visitRowsAt(int thread, long time, IntConsumer visitor) {
    for (int place = lastBegun(thread, time); place != NONE; place = around[place]) {
      if (time < to[place]) {
        visitor.accept(row[place]);
      }
    }
  }

  /**
   * @param thread of each stretch
   */
  private void nest(int[] thread) {
    int open = NONE;
    for (int i = 0; i < around.length; i++) {
      first[thread[i] + 1] = i + 1;
      while (open != NONE && (thread[open] != thread[i] || to[open] <= from[i])) {
        open = around[open];
      }
      around[i] = open;
      open = i;
    }
    for (int i = 1; i < first.length; i++) {
      first[i] = Math.max(first[i], first[i - 1]);
    }
  }

  /** Index of the stretch of a thread that began last at a time; -1 when none had. */
  private int lastBegun(int thread, long time) {
    int same = threads.of(thread);
    if (same < 0) {
      return NONE;
    }
    int low = first[same];
    int high = first[same + 1];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (from[middle] <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == first[same] ? NONE : low - 1;
  }
}
