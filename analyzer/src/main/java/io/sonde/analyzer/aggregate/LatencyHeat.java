package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How many requests took how long at what time: two groups of requests, one slow and one quick,
 * which any percentile would draw as one line, are two bands here.
 *
 * @param route null of all routes together
 * @param cells those in which requests ended, from the shortest durations on
 */
public record LatencyHeat(@Nullable Route route, List<LatencyHeat.Cell> cells) {
  /** A bin is a fifth longer than the one below it; our choice. */
  public static final int BINS_PER_DECADE = 12;

  /** Routes that are shown by themselves: those that took most time. Our choice. */
  private static final int MOST_ROUTES = 20;

  /** Of all durations below a nanosecond, which clocks that step back make. */
  private static final int FIRST_BIN = 0;

  /**
   * A part of the time in which requests of like duration ended.
   *
   * @param step of the timeline
   * @param bin k holds durations from 10<sup>k/12</sup> ns to below 10<sup>(k+1)/12</sup> ns
   * @param requests with their weight, more than 0
   */
  public record Cell(int step, int bin, double requests) {}

  /**
   * That of all routes, then of those that took most time, where there are several. Empty where no
   * request that a user waits for ended within the timeline.
   */
  public static List<LatencyHeat> of(Recording recording, Timeline timeline) {
    Ended ended = new Ended(recording, timeline);
    List<Integer> longest = ended.longestRoutes();
    List<LatencyHeat> heats = new ArrayList<>();
    if (!longest.isEmpty()) {
      heats.add(ended.heat(null, row -> true));
    }
    if (longest.size() > 1) {
      for (int route : longest.subList(0, Math.min(MOST_ROUTES, longest.size()))) {
        heats.add(ended.heat(ended.routes.get(route), row -> ended.table.route(row) == route));
      }
    }
    return List.copyOf(heats);
  }

  /** Requests that users waited for and that ended within the timeline. */
  private static final class Ended {
    private final RequestTable table;
    private final List<Route> routes;
    private final NestedRequests nested;
    private final TimeSteps steps;

    private Ended(Recording recording, Timeline timeline) {
      table = recording.requests().table();
      routes = recording.requests().routes();
      nested = NestedRequests.of(table);
      steps = new TimeSteps(timeline.fromNanos(), timeline.stepNanos(), timeline.steps());
    }

    /** The step that a request counts in; -1 of one that does not. */
    private int step(int row) {
      return nested.isWithinAnother(row) || routes.get(table.route(row)).isBackground()
          ? -1
          : steps.at(table.startNanos(row) + table.durationNanos(row));
    }

    /** Those that took most time first. */
    private List<Integer> longestRoutes() {
      double[] totals = new double[routes.size()];
      boolean[] seen = new boolean[routes.size()];
      for (int row = 0; row < table.size(); row++) {
        if (step(row) >= 0) {
          totals[table.route(row)] += table.durationNanos(row) * table.weight(row);
          seen[table.route(row)] = true;
        }
      }
      return IntStream.range(0, totals.length)
          .filter(route -> seen[route])
          .boxed()
          .sorted(Comparator.comparingDouble(route -> -totals[route]))
          .toList();
    }

    private LatencyHeat heat(@Nullable Route route, IntPredicate isOf) {
      Map<Integer, double[]> stepsByBin = new TreeMap<>();
      for (int row = 0; row < table.size(); row++) {
        int step = isOf.test(row) ? step(row) : -1;
        if (step >= 0) {
          double[] bin =
              stepsByBin.computeIfAbsent(bin(table.durationNanos(row)), added -> steps.series(0));
          bin[step] += table.weight(row);
        }
      }
      return new LatencyHeat(route, cells(stepsByBin));
    }
  }

  private static int bin(long nanos) {
    return nanos < 1 ? FIRST_BIN : (int) Math.floor(BINS_PER_DECADE * Math.log10(nanos) + 1e-9);
  }

  private static List<Cell> cells(Map<Integer, double[]> stepsByBin) {
    List<Cell> cells = new ArrayList<>();
    stepsByBin.forEach(
        (bin, steps) -> {
          for (int step = 0; step < steps.length; step++) {
            if (steps[step] > 0) {
              cells.add(new Cell(step, bin, steps[step]));
            }
          }
        });
    return List.copyOf(cells);
  }
}
