package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Request;
import io.sonde.analyzer.model.RequestTask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

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

  static final Comparator<RequestTask> ORDER =
      Comparator.comparingLong(RequestTask::startNanos)
          .thenComparingLong(RequestTask::endNanos)
          .thenComparingInt(RequestTask::thread)
          .thenComparingLong(RequestTask::cpuNanos);

  private RequestPath() {}

  /**
   * A part of the way.
   *
   * @param cpuNanos exact, at most its length where clocks agree; or {@link #UNKNOWN}
   * @param queueNanos ready to run while no processor was free, waits included; or {@link #UNKNOWN}
   */
  record Stretch(
      int thread, long from, long to, long cpuNanos, long queueNanos, boolean suspended) {}

  /**
   * @param tasks of the request, in their {@link #ORDER}
   * @param nested tasks of requests within it, whose CPU time is in the request's, too
   */
  static List<Stretch> of(Request request, List<RequestTask> tasks, List<RequestTask> nested) {
    List<Stretch> path = new ArrayList<>();
    long end = request.endNanos();
    long cursor = isSynchronous(request, tasks) ? end : request.startNanos() + request.entryNanos();
    if (cursor > request.startNanos()) {
      List<RequestTask> elsewhere = elsewhere(request, tasks, nested);
      path.add(
          new Stretch(
              request.entryThread(),
              request.startNanos(),
              cursor,
              ofEntry(request.cpuNanos(), elsewhere, RequestTask::cpuNanos),
              ofEntry(request.runQueueNanos(), elsewhere, RequestTask::runQueueNanos),
              false));
    }
    for (RequestTask task : tasks) {
      long from = Math.max(cursor, task.startNanos());
      long to = Math.min(end, task.endNanos());
      if (to > from) {
        suspend(path, cursor, from);
        path.add(of(task, from, to));
        cursor = to;
      }
    }
    suspend(path, cursor, end);
    return path;
  }

  private static boolean isSynchronous(Request request, List<RequestTask> tasks) {
    long left = request.startNanos() + request.entryNanos();
    return request.endNanos() - left < TWO_READINGS
        && tasks.stream().noneMatch(task -> left <= task.startNanos());
  }

  private static void suspend(List<Stretch> path, long from, long to) {
    if (to > from) {
      path.add(new Stretch(NO_THREAD, from, to, 0, 0, true));
    }
  }

  /**
   * Tasks that other threads did, or the entry thread later, and that ended before the request:
   * what it tells includes theirs.
   */
  private static List<RequestTask> elsewhere(
      Request request, List<RequestTask> tasks, List<RequestTask> nested) {
    List<RequestTask> elsewhere = new ArrayList<>(tasks);
    for (RequestTask task : nested) {
      if (!isWithin(task, request, tasks)) {
        elsewhere.add(task);
      }
    }
    elsewhere.removeIf(task -> task.endNanos() > request.endNanos());
    return elsewhere;
  }

  /** Without what one of the tasks used, the whole tells nothing. */
  private static long ofEntry(
      long whole, List<RequestTask> elsewhere, ToLongFunction<RequestTask> part) {
    long left = whole;
    for (RequestTask task : elsewhere) {
      long ofTask = part.applyAsLong(task);
      if (left < 0 || ofTask < 0) {
        return UNKNOWN;
      }
      left = Math.max(0, left - ofTask);
    }
    return left < 0 ? UNKNOWN : left;
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

  /** A part of a task on the way. */
  static Stretch of(RequestTask task, long from, long to) {
    double share = (to - from) / (double) task.durationNanos();
    return new Stretch(
        task.thread(),
        from,
        to,
        part(task.cpuNanos(), share),
        part(task.runQueueNanos(), share),
        false);
  }

  private static long part(long whole, double share) {
    return whole < 0 ? UNKNOWN : Math.round(whole * share);
  }
}
