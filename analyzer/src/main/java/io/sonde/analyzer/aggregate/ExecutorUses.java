package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.IntHashSet;
import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.GaugeSeries;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RequestTask;
import io.sonde.analyzer.model.TaskTable;
import io.sonde.analyzer.model.ThreadRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All worker pools and executors of a recording, the one with the longest queue first. */
public final class ExecutorUses {
  private ExecutorUses() {}

  /** None where neither readings of a server's pool nor tasks of requests were recorded. */
  public static List<ExecutorUse> of(Recording recording) {
    List<ExecutorUse> all = new ArrayList<>();
    addServers(recording, all);
    addExecutors(recording, all);
    all.sort(
        Comparator.comparingDouble(ExecutorUse::waiting)
            .thenComparingDouble(ExecutorUse::busy)
            .reversed()
            .thenComparing(ExecutorUse::name));
    return List.copyOf(all);
  }

  private static void addServers(Recording recording, List<ExecutorUse> all) {
    for (GaugeSeries queued : recording.gauges().of(Gauge.EXECUTOR_QUEUED)) {
      GaugeSeries active = recording.gauges().of(Gauge.EXECUTOR_ACTIVE, queued.label());
      GaugeSeries limit = recording.gauges().of(Gauge.EXECUTOR_LIMIT, queued.label());
      if (active.size() == queued.size() && limit.size() == queued.size()) {
        all.add(server(queued, active, limit));
      }
    }
  }

  private static ExecutorUse server(GaugeSeries queued, GaugeSeries active, GaugeSeries limit) {
    int readings = queued.size();
    double waiting = 0;
    double busy = 0;
    int full = 0;
    for (int i = 0; i < readings; i++) {
      waiting += queued.values()[i];
      busy += active.values()[i];
      full += ServerPools.isFull(queued.values()[i], active.values()[i], limit.values()[i]) ? 1 : 0;
    }
    return ExecutorUse.ofReadings(
        queued.label(),
        (int) limit.max(),
        (int) active.max(),
        busy / readings,
        waiting / readings,
        (int) queued.max(),
        (double) full / readings);
  }

  /** Tasks that threads of their own ran waited for none. */
  private static void addExecutors(Recording recording, List<ExecutorUse> all) {
    Map<String, Tasks> byThreads = new LinkedHashMap<>();
    TaskTable tasks = recording.requests().tasks();
    for (int i = 0; i < tasks.size(); i++) {
      RequestTask task = tasks.get(i);
      if (task.thread() >= 0 && task.queuedNanos() >= 0) {
        ThreadRef thread = recording.threads().get(task.thread());
        if (!thread.virtual()) {
          String name = ExecutorLoads.group(thread.name());
          byThreads.computeIfAbsent(name, added -> new Tasks()).add(task);
        }
      }
    }
    double covered = Math.max(1, recording.coveredNanos());
    byThreads.forEach((name, sums) -> all.add(sums.use(name, covered)));
  }

  private static final class Tasks {
    private final IntHashSet threads = new IntHashSet();
    private int count;
    private double queuedNanos;
    private double ranNanos;
    private long longestNanos;

    private void add(RequestTask task) {
      threads.add(task.thread());
      count++;
      queuedNanos += task.queuedNanos();
      ranNanos += task.durationNanos();
      longestNanos = Math.max(longestNanos, task.queuedNanos());
    }

    private ExecutorUse use(String name, double coveredNanos) {
      return new ExecutorUse(
          name + "*",
          threads.size(),
          false,
          ranNanos / coveredNanos,
          queuedNanos / coveredNanos,
          -1,
          Double.NaN,
          count,
          queuedNanos / count,
          longestNanos,
          ranNanos / count);
    }
  }
}
