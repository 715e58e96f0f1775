package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many requests took how long at what time: two groups of requests, one slow and one quick,
 * which any percentile would draw as one line, are two bands here.
 */
public final class LatencyHeat {
  /** A bin is a fifth longer than the one below it; our choice. */
  public static final int BINS_PER_DECADE = 12;

  /** Routes that are shown by themselves: those that took most time. Our choice. */
  private static final int MOST_ROUTES = 20;

  /** Of all durations below a nanosecond, which clocks that step back make. */
  private static final int FIRST_BIN = 0;

  private final @Nullable Route route;
  private final Map<Integer, double[]> stepsByBin = new TreeMap<>();
  private double totalNanos;

  private LatencyHeat(@Nullable Route route) {
    this.route = route;
  }

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
    TimeSteps steps = new TimeSteps(timeline.fromNanos(), timeline.stepNanos(), timeline.steps());
    RequestTable table = recording.requests().table();
    NestedRequests nested = NestedRequests.of(table);
    List<Route> routes = recording.requests().routes();
    LatencyHeat all = new LatencyHeat(null);
    LatencyHeat[] byRoute = new LatencyHeat[routes.size()];
    for (int row = 0; row < table.size(); row++) {
      int number = table.route(row);
      int step = steps.at(table.startNanos(row) + table.durationNanos(row));
      if (step >= 0 && !nested.isWithinAnother(row) && !routes.get(number).isBackground()) {
        byRoute[number] =
            byRoute[number] == null ? new LatencyHeat(routes.get(number)) : byRoute[number];
        for (LatencyHeat heat : List.of(all, byRoute[number])) {
          heat.add(step, table.durationNanos(row), table.weight(row), steps);
        }
      }
    }
    List<LatencyHeat> single =
        Arrays.stream(byRoute)
            .filter(heat -> heat != null)
            .sorted(Comparator.comparingDouble((LatencyHeat heat) -> -heat.totalNanos))
            .limit(MOST_ROUTES)
            .toList();
    List<LatencyHeat> result = new ArrayList<>();
    if (!single.isEmpty()) {
      result.add(all);
      result.addAll(single.size() > 1 ? single : List.of());
    }
    return List.copyOf(result);
  }

  private void add(int step, long nanos, double weight, TimeSteps steps) {
    double[] bin = stepsByBin.computeIfAbsent(bin(nanos), added -> steps.series(0));
    bin[step] += weight;
    totalNanos += nanos * weight;
  }

  private static int bin(long nanos) {
    return nanos < 1 ? FIRST_BIN : (int) Math.floor(BINS_PER_DECADE * Math.log10(nanos) + 1e-9);
  }

  /** Null of all routes together. */
  public @Nullable Route route() {
    return route;
  }

  /** Those in which requests ended, from the shortest durations on. */
  public List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    stepsByBin.forEach(
        (bin, steps) -> {
          for (int step = 0; step < steps.length; step++) {
            if (steps[step] > 0) {
              cells.add(new Cell(step, bin, steps[step]));
            }
          }
        });
    return cells;
  }
}
