package io.sonde.analyzer.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a service was asked for, and by which threads it answered.
 *
 * @param routes in the order in which they were met first
 * @param table single requests: all, or where there were too many those that stand for all
 * @param tasks what other threads did for requests of the table
 * @param timings exact totals by route
 * @param objectives service level objectives that the agent was given
 */
public record Requests(
    List<Route> routes,
    RequestTable table,
    TaskTable tasks,
    List<RouteTiming> timings,
    List<ServiceObjective> objectives) {

  /** True for recordings in which no request ended. */
  public boolean isEmpty() {
    return table.size() == 0 && timings.isEmpty();
  }

  /**
   * Gathers requests. More than fit are thinned: {@link KeptIds} are kept, with the weight of those
   * that are not. Not thread-safe.
   */
  public static final class Builder {
    private final Map<Route, Integer> routes = new LinkedHashMap<>();
    private final RequestTable.Builder requests = new RequestTable.Builder();
    private final TaskTable.Builder tasks = new TaskTable.Builder();
    private final List<RouteTiming> timings = new ArrayList<>();
    private final Map<String, ServiceObjective> objectives = new LinkedHashMap<>();
    private int most = Integer.MAX_VALUE;
    private int halvings;

    /** Requests and tasks from which on they are thinned. */
    public void most(int rows) {
      most = rows;
    }

    /** Index of a route, made on first use. */
    public int route(Route route) {
      return routes.computeIfAbsent(route, added -> routes.size());
    }

    public void add(Request request) {
      if (isKept(request.id())) {
        requests.add(halvings == 0 ? request : heavier(request, 1L << halvings));
        thinWhereTooMany();
      }
    }

    public void add(RequestTask task) {
      if (isKept(task.requestId())) {
        tasks.add(task);
        thinWhereTooMany();
      }
    }

    public void add(RouteTiming timing) {
      timings.add(timing);
    }

    /** Adds one period of an objective. */
    public void add(ServiceObjective period) {
      objectives.merge(period.text(), period, ServiceObjective::plus);
    }

    /** One in so many requests was kept; 1 when all were. */
    public long keptOneIn() {
      return 1L << halvings;
    }

    /** Single requests so far. */
    public int size() {
      return requests.size();
    }

    boolean isEmpty() {
      return requests.size() == 0 && timings.isEmpty();
    }

    private boolean isKept(long id) {
      return KeptIds.contain(id, halvings);
    }

    private static Request heavier(Request of, double factor) {
      return new Request(
          of.id(),
          of.parentId(),
          of.route(),
          of.startNanos(),
          of.durationNanos(),
          of.entryThread(),
          of.entryNanos(),
          of.status(),
          of.errorClass(),
          of.traceId(),
          of.cpuNanos(),
          of.allocatedBytes(),
          of.weight() * factor,
          of.database(),
          of.http(),
          of.runQueueNanos());
    }

    private void thinWhereTooMany() {
      while ((long) requests.size() + tasks.size() > most && halvings < KeptIds.MOST_HALVINGS) {
        thinTo(halvings + 1);
      }
    }

    private void thinTo(int wanted) {
      if (wanted > halvings) {
        double factor = 1L << wanted - halvings;
        halvings = wanted;
        requests.thin(this::isKept, factor);
        tasks.thin(this::isKept);
      }
    }

    void addAll(Builder later, Renumbering numbers) {
      int[] routesOfLater = later.routes.keySet().stream().mapToInt(this::route).toArray();
      thinTo(later.halvings);
      later.thinTo(halvings);
      for (int i = 0; i < later.requests.size(); i++) {
        Request request = later.requests.get(i);
        requests.add(request.renumbered(numbers, routesOfLater[request.route()]));
      }
      for (int i = 0; i < later.tasks.size(); i++) {
        tasks.add(later.tasks.get(i).renumbered(numbers));
      }
      timings.addAll(later.timings);
      later.objectives.values().forEach(this::add);
      thinWhereTooMany();
    }

    Requests build() {
      return new Requests(
          List.copyOf(routes.keySet()),
          requests.build(),
          tasks.build(),
          List.copyOf(timings),
          List.copyOf(objectives.values()));
    }
  }
}
