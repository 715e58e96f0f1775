package io.sonde.analyzer.model;

import java.util.function.LongPredicate;

/** Tasks of requests as columns, in order of their start. */
public final class TaskTable {
  private static final int REQUEST = 0;
  private static final int THREAD = 1;
  private static final int START = 2;
  private static final int DURATION = 3;
  private static final int QUEUED = 4;
  private static final int CPU = 5;
  private static final int BYTES = 6;
  private static final int RUN_QUEUE = 7;
  private static final int COLUMNS = 8;

  private final LongRows rows;

  private TaskTable(LongRows rows) {
    this.rows = rows;
  }

  public int size() {
    return rows.size();
  }

  /** As {@link Request#id()}. */
  public long requestId(int i) {
    return rows.get(i, REQUEST);
  }

  /** All columns of one task. */
  public RequestTask get(int i) {
    return task(rows, i);
  }

  private static RequestTask task(LongRows rows, int i) {
    return new RequestTask(
        rows.get(i, REQUEST),
        (int) rows.get(i, THREAD),
        rows.get(i, START),
        rows.get(i, DURATION),
        rows.get(i, QUEUED),
        rows.get(i, CPU),
        rows.get(i, BYTES),
        rows.get(i, RUN_QUEUE));
  }

  /** Grows the columns. Not thread-safe. */
  static final class Builder {
    private final LongRows rows = new LongRows(COLUMNS);

    int size() {
      return rows.size();
    }

    RequestTask get(int i) {
      return task(rows, i);
    }

    void add(RequestTask task) {
      rows.add(
          task.requestId(),
          task.thread(),
          task.startNanos(),
          LongRows.possible(task.startNanos(), task.durationNanos()),
          Math.max(-1, task.queuedNanos()),
          Math.max(-1, task.cpuNanos()),
          Math.max(-1, task.allocatedBytes()),
          Math.max(-1, task.runQueueNanos()));
    }

    void thin(LongPredicate keptIds) {
      int kept = 0;
      for (int i = 0; i < rows.size(); i++) {
        if (keptIds.test(rows.get(i, REQUEST))) {
          rows.move(i, kept++);
        }
      }
      rows.truncate(kept);
    }

    TaskTable build() {
      return new TaskTable(rows.sorted(START));
    }
  }
}
