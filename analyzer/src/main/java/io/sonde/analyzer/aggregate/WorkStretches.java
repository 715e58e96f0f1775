package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.LongIntHashMap;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.Request;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.RequestTask;
import io.sonde.analyzer.model.TaskTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/**
 * When which threads worked for which requests: their entry threads and those of their tasks. What
 * a task does after its request has ended is no more for it. Stretches of one thread lie within
 * each other or apart.
 */
final class WorkStretches {
  private static final int NONE = -1;

  private final ThreadIdentity threads;
  private final List<Stretch> all = new ArrayList<>();

  /** Of each thread's first stretch, and behind the last thread's last. */
  private int[] first = new int[0];

  /** Index of the stretch around each, or -1. */
  private int[] around = new int[0];

  private WorkStretches(Recording recording) {
    threads = ThreadIdentity.of(recording);
  }

  /**
   * @param counted which requests
   */
  static WorkStretches of(Recording recording, Predicate<Request> counted) {
    WorkStretches stretches = new WorkStretches(recording);
    RequestTable table = recording.requests().table();
    LongIntHashMap rowOfId = new LongIntHashMap();
    for (int row = 0; row < table.size(); row++) {
      Request request = table.get(row);
      if (counted.test(request)) {
        rowOfId.put(request.id(), row);
        long left = request.startNanos() + request.entryNanos();
        stretches.add(request.entryThread(), request.startNanos(), left, row);
      }
    }
    TaskTable tasks = recording.requests().tasks();
    for (int i = 0; i < tasks.size() && !rowOfId.isEmpty(); i++) {
      int row = rowOfId.getOrDefault(tasks.requestId(i), NONE);
      if (row != NONE) {
        RequestTask task = tasks.get(i);
        long ended = table.startNanos(row) + table.durationNanos(row);
        stretches.add(task.thread(), task.startNanos(), Math.min(task.endNanos(), ended), row);
      }
    }
    stretches.nest();
    return stretches;
  }

  /**
   * Work of a thread for a request.
   *
   * @param thread by {@link ThreadIdentity}
   * @param row of the request
   */
  private record Stretch(int thread, long from, long to, int row) {
    private boolean isAround(Stretch other) {
      return thread == other.thread && to > other.from;
    }
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /**
   * The request that a thread worked for, the innermost of several.
   *
   * @param thread index into the recording's threads, or -1
   * @return its row, or -1
   */
  int rowAt(int thread, long time) {
    for (int place = lastBegun(thread, time); place != NONE; place = around[place]) {
      if (time < all.get(place).to) {
        return all.get(place).row;
      }
    }
    return NONE;
  }

  /** Shows the rows of all requests that a thread worked for, the innermost first. */
  void visitRowsAt(int thread, long time, IntConsumer visitor) {
    for (int place = lastBegun(thread, time); place != NONE; place = around[place]) {
      if (time < all.get(place).to) {
        visitor.accept(all.get(place).row);
      }
    }
  }

  private void add(int thread, long from, long to, int row) {
    if (thread >= 0 && to > from) {
      all.add(new Stretch(threads.of(thread), from, to, row));
    }
  }

  private void nest() {
    all.sort(
        Comparator.comparingInt(Stretch::thread)
            .thenComparingLong(Stretch::from)
            .thenComparing(Comparator.comparingLong(Stretch::to).reversed()));
    first = new int[threads.count() + 1];
    around = new int[all.size()];
    int open = NONE;
    for (int i = 0; i < around.length; i++) {
      Stretch stretch = all.get(i);
      first[stretch.thread + 1] = i + 1;
      while (open != NONE && !all.get(open).isAround(stretch)) {
        open = around[open];
      }
      around[i] = open;
      open = i;
    }
    for (int thread = 1; thread < first.length; thread++) {
      first[thread] = Math.max(first[thread], first[thread - 1]);
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
      if (all.get(middle).from <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == first[same] ? NONE : low - 1;
  }
}
