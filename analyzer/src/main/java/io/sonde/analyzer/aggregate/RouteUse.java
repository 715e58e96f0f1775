package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.LongIntHashMap;
import io.sonde.analyzer.aggregate.RouteSummary.TasksPerRequest;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.Request;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.Route;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.TaskTable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What routes use beside what the agent counts: tasks, and what only samples tell. */
final class RouteUse {
  private final Map<Route, Integer> numbers = new HashMap<>();
  private final @Nullable SampledUse cpu;
  private final @Nullable SampledUse bytes;
  private final double[] requests;
  private final double[] tasks;
  private final double[] queuedNanos;

  RouteUse(Recording recording) {
    recording.requests().routes().forEach(route -> numbers.put(route, numbers.size()));
    this.cpu = SampledUse.of(recording, SampleKind.CPU, Request::cpuNanos);
    this.bytes = SampledUse.of(recording, SampleKind.ALLOC, Request::allocatedBytes);
    this.requests = new double[numbers.size()];
    this.tasks = new double[numbers.size()];
    this.queuedNanos = new double[numbers.size()];
    count(recording.requests().table(), recording.requests().tasks());
  }

  private void count(RequestTable table, TaskTable all) {
    LongIntHashMap rowOfId = new LongIntHashMap();
    for (int row = 0; row < table.size(); row++) {
      requests[table.route(row)] += table.weight(row);
      if (all.size() > 0) {
        rowOfId.put(table.id(row), row);
      }
    }
    for (int i = 0; i < all.size(); i++) {
      int row = rowOfId.getOrDefault(all.requestId(i), -1);
      if (row >= 0) {
        tasks[table.route(row)] += table.weight(row);
        queuedNanos[table.route(row)] += Math.max(0, all.get(i).queuedNanos()) * table.weight(row);
      }
    }
  }

  /** The exact mean, or what samples tell where there is none. */
  MeanOfRequests cpuNanos(Route route, double exact) {
    return mean(route, exact, cpu);
  }

  MeanOfRequests allocatedBytes(Route route, double exact) {
    return mean(route, exact, bytes);
  }

  private MeanOfRequests mean(Route route, double exact, @Nullable SampledUse sampled) {
    Integer number = numbers.get(route);
    return !Double.isNaN(exact) || number == null || sampled == null
        ? MeanOfRequests.measured(exact)
        : sampled.mean(number);
  }

  TasksPerRequest tasks(Route route) {
    Integer number = numbers.get(route);
    double recorded = number == null || requests[number] == 0 ? Double.NaN : requests[number];
    return number == null
        ? new TasksPerRequest(Double.NaN, Double.NaN)
        : new TasksPerRequest(tasks[number] / recorded, queuedNanos[number] / recorded);
  }
}
