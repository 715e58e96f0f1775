package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Request;
import io.sonde.analyzer.model.RequestTask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The way of a request through threads, without a gap: its entry thread until that leaves it, then
 * its tasks, the earlier one until it ends, with stretches between them in which no thread worked.
 */
final class RequestPath {
  /** Where a request was suspended, or where its thread is unknown. */
  static final int NO_THREAD = -1;

  /** CPU time that no recorder measured. */
  static final long UNKNOWN = -1;

  /**
   * The agent reads its clock for the entry and JFR its own for the request, up to some µs later,
   * and more where a pause falls between: less than this is no stretch in which a request was
   * suspended. Our choice, in nanoseconds.
   */
  private static final long TWO_READINGS = 1_000_000;

  private static final Comparator<RequestTask> ORDER =
      Comparator.comparingLong(RequestTask::startNanos)
          .thenComparingLong(RequestTask::endNanos)
          .thenComparingInt(RequestTask::thread)
          .thenComparingLong(RequestTask::cpuNanos);

  private RequestPath() {}

  /**
   * A part of the way.
   *
   * @param cpuNanos exact, at most its length where clocks agree; or {@link #UNKNOWN}
   */
  record Stretch(int thread, long from, long to, long cpuNanos, boolean suspended) {}

  /**
   * @param tasks of the request, in any order
   * @param nested tasks of requests within it, whose CPU time is in the request's, too
   */
  static List<Stretch> of(Request request, List<RequestTask> tasks, List<RequestTask> nested) {
    List<Stretch> path = new ArrayList<>();
    long end = request.endNanos();
    long cursor = isSynchronous(request, tasks) ? end : request.startNanos() + request.entryNanos();
    if (cursor > request.startNanos()) {
      path.add(
          new Stretch(
              request.entryThread(),
              request.startNanos(),
              cursor,
              entryCpu(request, tasks, nested),
              false));
    }
    for (RequestTask task : tasks.stream().sorted(ORDER).toList()) {
      long from = Math.max(cursor, task.startNanos());
      long to = Math.min(end, task.endNanos());
      if (to > from) {
        suspend(path, cursor, from);
        path.add(new Stretch(task.thread(), from, to, cpuOf(task, to - from), false));
        cursor = to;
      }
    }
    suspend(path, cursor, end);
    return path;
  }

  private static boolean isSynchronous(Request request, List<RequestTask> tasks) {
    return tasks.isEmpty() && request.durationNanos() - request.entryNanos() < TWO_READINGS;
  }

  private static void suspend(List<Stretch> path, long from, long to) {
    if (to > from) {
      path.add(new Stretch(NO_THREAD, from, to, 0, true));
    }
  }

  /** A request's CPU time includes that of its tasks; without one of those it tells nothing. */
  private static long entryCpu(Request request, List<RequestTask> tasks, List<RequestTask> nested) {
    List<RequestTask> elsewhere = new ArrayList<>(tasks);
    for (RequestTask task : nested) {
      if (!isWithin(task, request, tasks)) {
        elsewhere.add(task);
      }
    }
    if (request.cpuNanos() < 0 || elsewhere.stream().anyMatch(task -> task.cpuNanos() < 0)) {
      return UNKNOWN;
    }
    long ofTasks = elsewhere.stream().mapToLong(RequestTask::cpuNanos).sum();
    return Math.max(0, request.cpuNanos() - ofTasks);
  }

  /** Whether a thread did it while it worked for the request itself. */
  private static boolean isWithin(RequestTask task, Request request, List<RequestTask> tasks) {
    boolean inEntry =
        task.thread() == request.entryThread()
            && task.startNanos() < request.startNanos() + request.entryNanos();
    return inEntry
        || tasks.stream()
            .anyMatch(
                each ->
                    each.thread() == task.thread()
                        && each.startNanos() <= task.startNanos()
                        && task.endNanos() <= each.endNanos());
  }

  private static long cpuOf(RequestTask task, long nanos) {
    return task.cpuNanos() < 0
        ? UNKNOWN
        : Math.round(task.cpuNanos() * (nanos / (double) task.durationNanos()));
  }
}
