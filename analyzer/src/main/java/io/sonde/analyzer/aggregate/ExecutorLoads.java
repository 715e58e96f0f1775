package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntHashSet;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.RequestTask;
import io.sonde.analyzer.model.Route;
import io.sonde.analyzer.model.TaskTable;
import io.sonde.analyzer.model.ThreadRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Executors by the threads that ran tasks of requests, and the stretch of time in which tasks
 * queued for them. Threads whose names differ in a number at the end belong together. A window is a
 * queue's when tasks waited for a share of the time that they ran; the stretch is the run of
 * windows with the greatest lead of such over others.
 */
public final class ExecutorLoads {
  /** Nanoseconds; as the agent's reporting period. Longer where there were too many of them. */
  private static final long WINDOW_NANOS = 5_000_000_000L;

  /** Two months have fewer; damaged times do not decide how much memory is taken. */
  private static final int MOST_WINDOWS = 1 << 20;

  /** Waits of tasks as a share of their runs from which on there is a queue; our choice. */
  public static final double QUEUE_RATIO = 0.1;

  private final Recording recording;
  private final ThreadActivity activity;
  private final ThreadIdentity identity;
  private final TaskTable tasks;
  private final TimeSteps windows;
  private final double factor;
  private final double awaited;
  private final double impactPerNano;
  private final double[] usersNanos;

  private ExecutorLoads(Recording recording, ThreadActivity activity, WaitingTime waiting) {
    this.recording = recording;
    this.activity = activity;
    this.identity = ThreadIdentity.of(recording);
    this.tasks = recording.requests().tasks();
    this.windows = windows(recording);
    this.factor = factor();
    double queued = 0;
    for (int i = 0; i < tasks.size(); i++) {
      queued += factor * Math.max(0, tasks.get(i).queuedNanos());
    }
    double ofUsers = waiting.share(Part.QUEUE) * waiting.totalNanos();
    this.awaited = queued <= 0 ? 0 : Math.min(1, ofUsers / queued);
    this.impactPerNano = queued <= 0 ? 0 : waiting.share(Part.QUEUE) / queued;
    this.usersNanos = usersNanos();
  }

  /** The one whose tasks waited longest first; none where no task of a request was recorded. */
  public static List<ExecutorLoad> of(
      Recording recording, ThreadActivity activity, WaitingTime waiting) {
    return new ExecutorLoads(recording, activity, waiting).all();
  }

  private static TimeSteps windows(Recording recording) {
    long start = StartUp.endNanos(recording);
    long span = Math.max(0, recording.endNanos() - start);
    long length = Math.max(WINDOW_NANOS, span / MOST_WINDOWS);
    return new TimeSteps(start, length, Math.max(1, (int) (span / length)));
  }

  /** Where requests were thinned for memory, all stand for more than themselves. */
  private double factor() {
    RequestTable requests = recording.requests().table();
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < requests.size(); i++) {
      least = Math.min(least, requests.weight(i));
    }
    return Double.isInfinite(least) ? 1 : least;
  }

  /** Time of users' requests by window. */
  private double[] usersNanos() {
    double[] nanos = windows.series(0);
    RequestTable table = recording.requests().table();
    NestedRequests nested = NestedRequests.of(table);
    List<Route> routes = recording.requests().routes();
    for (int row = 0; row < table.size(); row++) {
      if (!nested.isWithinAnother(row) && !routes.get(table.route(row)).isBackground()) {
        long from = table.startNanos(row);
        double weight = windows.lengthNanos() * table.weight(row);
        windows.spread(nanos, from, from + table.durationNanos(row), weight);
      }
    }
    return nanos;
  }

  private List<ExecutorLoad> all() {
    Map<String, IntArrayList> groups = new LinkedHashMap<>();
    for (int i = 0; i < tasks.size(); i++) {
      RequestTask task = tasks.get(i);
      if (task.thread() >= 0 && task.queuedNanos() >= 0) {
        ThreadRef thread = recording.threads().get(task.thread());
        if (!thread.virtual()) {
          groups.computeIfAbsent(group(thread.name()), added -> new IntArrayList()).add(i);
        }
      }
    }
    List<ExecutorLoad> all = new ArrayList<>();
    groups.forEach((name, rows) -> all.add(load(name, rows)));
    all.sort(
        Comparator.comparingDouble((ExecutorLoad each) -> each.waiting() * each.seconds())
            .reversed()
            .thenComparing(ExecutorLoad::threads));
    return all;
  }

  /** The name without the number at its end. */
  static String group(String thread) {
    int end = thread.length();
    while (end > 0 && Character.isDigit(thread.charAt(end - 1))) {
      end--;
    }
    return end == 0 ? thread : thread.substring(0, end);
  }

  private ExecutorLoad load(String name, IntArrayList rows) {
    double[] queued = windows.series(0);
    double[] ran = windows.series(0);
    double allQueued = 0;
    for (int i = 0; i < rows.size(); i++) {
      RequestTask task = tasks.get(rows.get(i));
      int window = windows.at(task.startNanos());
      allQueued += factor * task.queuedNanos();
      if (window >= 0) {
        queued[window] += factor * task.queuedNanos();
        ran[window] += factor * task.durationNanos();
      }
    }
    int best = -1;
    int bestEnd = -1;
    int begin = 0;
    int lead = 0;
    int bestLead = 0;
    for (int window = 0; window < windows.count(); window++) {
      if (lead <= 0) {
        lead = 0;
        begin = window;
      }
      lead += queued[window] > 0 && queued[window] >= QUEUE_RATIO * ran[window] ? 1 : -1;
      if (lead > bestLead) {
        bestLead = lead;
        best = begin;
        bestEnd = window;
      }
    }
    boolean isQueue = best >= 0;
    int first = isQueue ? best : 0;
    int last = isQueue ? bestEnd : windows.count() - 1;
    return load(name, rows, isQueue, first, last, impactPerNano * allQueued);
  }

  private ExecutorLoad load(
      String name, IntArrayList rows, boolean isQueue, int first, int last, double impact) {
    long from = windows.startNanos(first);
    long to = windows.startNanos(last + 1);
    ThreadActivity.Sum doing = activity.sum();
    IntHashSet threads = new IntHashSet();
    double begun = 0;
    double handedOver = 0;
    double queued = 0;
    double ran = 0;
    double busy = 0;
    long longest = 0;
    for (int i = 0; i < rows.size(); i++) {
      RequestTask task = tasks.get(rows.get(i));
      double within = Math.min(to, task.endNanos()) - Math.max(from, task.startNanos());
      if (within > 0) {
        busy += factor * within;
        threads.add(identity.of(task.thread()));
        doing.add(task.thread(), task.startNanos(), task.endNanos(), factor);
      }
      if (task.startNanos() >= from && task.startNanos() < to) {
        begun += factor;
        queued += factor * task.queuedNanos();
        ran += factor * task.durationNanos();
        longest = Math.max(longest, task.queuedNanos());
      }
      long submitted = task.startNanos() - task.queuedNanos();
      handedOver += submitted >= from && submitted < to ? factor : 0;
    }
    double nanos = to - from;
    double users = 0;
    for (int window = first; window <= last; window++) {
      users += usersNanos[window];
    }
    double meanRun = begun == 0 ? Double.NaN : ran / begun;
    return new ExecutorLoad(
        name,
        threads.size(),
        isQueue,
        from,
        to,
        last + 1 - first,
        begun,
        begun == 0 ? busy / nanos : Math.max(busy / nanos, handedOver / nanos * meanRun),
        busy / nanos,
        queued / nanos,
        begun == 0 ? Double.NaN : queued / begun,
        meanRun,
        longest,
        users <= 0 ? Double.NaN : Math.min(1, awaited * queued / users),
        Math.min(1, impact),
        doing);
  }
}
