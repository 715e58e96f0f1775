package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.Route;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * To whom samples belong: to threads of one kind, and to requests of one route for which these
 * worked then, the slow ones told apart. A request within another is the outer one's work.
 */
public final class SampleOwners {
  /** Kinds of threads that are told by themselves: those with most weight. Our choice. */
  static final int MOST_THREADS = 20;

  /** Routes that are told by themselves: those that took most time. Our choice. */
  static final int MOST_ROUTES = 20;

  /** Part of a route's requests that are its slow ones, as where it is told why they are. */
  private static final double SLOW_SHARE = 0.01;

  /** Of a sample that belongs to no request. */
  public static final int OUTSIDE = 0;

  private static final String OTHERS = "other threads";

  private final Recording recording;
  private final WorkStretches stretches;
  private final IdleStacks idle;
  private final ThreadRole[] roles;
  private final List<Route> routes;

  /** By row of the request. */
  private final int[] works;

  private SampleOwners(Recording recording) {
    this.recording = recording;
    this.stretches = WorkStretches.of(recording, request -> true);
    this.idle = new IdleStacks(recording.stacks());
    this.roles = ThreadRole.all(recording);
    RequestTable table = recording.requests().table();
    NestedRequests nested = NestedRequests.of(table);
    int[] ranked = longestRoutes();
    this.routes =
        IntStream.of(ranked)
            .limit(MOST_ROUTES)
            .mapToObj(recording.requests().routes()::get)
            .toList();
    int[] place = new int[recording.requests().routes().size()];
    boolean[] slow = new boolean[table.size()];
    ThreadRows ofRoute = ThreadRows.of(place.length, table.size(), table::route);
    for (int i = 0; i < ranked.length; i++) {
      int route = ranked[i];
      place[route] = Math.min(i, MOST_ROUTES);
      int[] rows =
          IntStream.range(ofRoute.first(route), ofRoute.end(route)).map(ofRoute::row).toArray();
      for (int row : RankedRequests.of(table, rows).slowest(SLOW_SHARE, 1)) {
        slow[row] = true;
      }
    }
    this.works = new int[table.size()];
    for (int row = 0; row < works.length; row++) {
      int outer = nested.outermost(row);
      works[row] = work(place[table.route(outer)], slow[outer]);
    }
  }

  public static SampleOwners of(Recording recording) {
    return new SampleOwners(recording);
  }

  /** What a sample is that belongs to a request of a route. */
  static int work(int route, boolean slow) {
    return 1 + 2 * route + (slow ? 1 : 0);
  }

  /**
   * Those that samples are told apart by. A sample of the work 1 + 2 i belongs to a request of the
   * i-th, of 2 + 2 i to a slow one; one place behind the last stands for all others.
   */
  public List<Route> routes() {
    return routes;
  }

  /** Requests that each recorded one stands for, 1 where all were recorded; 0 without any. */
  public double requestsPerRecorded() {
    RequestTable table = recording.requests().table();
    double all = 0;
    for (int row = 0; row < table.size(); row++) {
      all += table.weight(row);
    }
    return table.size() == 0 ? 0 : all / table.size();
  }

  /**
   * Those of one kind. Live objects and memory that was never freed have no time at which somebody
   * worked for a request: theirs is that of the reading.
   */
  public Samples of(SampleTable samples) {
    return new Samples(samples);
  }

  private int[] longestRoutes() {
    RequestTable table = recording.requests().table();
    double[] totals = new double[recording.requests().routes().size()];
    for (int row = 0; row < table.size(); row++) {
      totals[table.route(row)] += table.durationNanos(row) * table.weight(row);
    }
    return IntStream.range(0, totals.length)
        .boxed()
        .sorted(Comparator.comparingDouble(route -> -totals[route]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The owners of the samples of one table. */
  public final class Samples {
    private final SampleTable samples;
    private final boolean ofMoments;
    private final boolean timed;
    private final List<String> threads;

    /** By index of the recording's threads. */
    private final int[] groupOf;

    private Samples(SampleTable samples) {
      this.samples = samples;
      this.ofMoments = samples.kind() != SampleKind.LIVE && samples.kind() != SampleKind.NATIVE;
      this.timed = ofMoments && !stretches.isEmpty();
      List<String> names =
          recording.threads().stream().map(thread -> groupName(thread.name())).toList();
      Map<String, Double> weights = new HashMap<>();
      for (int i = 0; i < samples.size(); i++) {
        if (samples.thread(i) >= 0) {
          weights.merge(names.get(samples.thread(i)), (double) samples.weight(i), Double::sum);
        }
      }
      this.threads =
          weights.entrySet().stream()
              .sorted(
                  Map.Entry.<String, Double>comparingByValue()
                      .reversed()
                      .thenComparing(Map.Entry.comparingByKey()))
              .limit(MOST_THREADS)
              .map(Map.Entry::getKey)
              .toList();
      Map<String, Integer> groups = new HashMap<>();
      threads.forEach(name -> groups.put(name, groups.size()));
      this.groupOf = new int[names.size()];
      Arrays.setAll(groupOf, i -> groups.getOrDefault(names.get(i), threads.size()));
    }

    /** Kinds of threads by weight, and behind them the others. */
    public List<String> threads() {
      return Stream.concat(threads.stream(), Stream.of(OTHERS)).toList();
    }

    /** Whether samples can belong to requests. */
    public boolean timed() {
      return timed;
    }

    /** Index into {@link #threads()}. */
    public int thread(int sample) {
      int thread = samples.thread(sample);
      return thread < 0 ? threads.size() : groupOf[thread];
    }

    /** Whether it is of a thread that waited for work then, or of the JVM's or a recorder's own. */
    public boolean idle(int sample) {
      int thread = samples.thread(sample);
      boolean background = thread >= 0 && roles[thread] != ThreadRole.APPLICATION;
      return ofMoments
          && (background
              || samples.state(sample) == SampleTable.SLEEPING
                  && idle.isIdle(samples.stack(sample)));
    }

    /** {@link #OUTSIDE}, or as {@link #routes} says. */
    public int work(int sample) {
      int row = timed ? stretches.rowAt(samples.thread(sample), samples.timeNanos(sample)) : -1;
      return row < 0 ? OUTSIDE : works[row];
    }
  }

  private static String groupName(String thread) {
    return switch (ThreadRole.of(thread)) {
      case COLLECTOR -> "JVM: garbage collector";
      case COMPILER -> "JVM: compiler";
      case VIRTUAL_MACHINE -> "JVM: others, and recorders";
      case APPLICATION -> ThreadNames.pattern(thread);
    };
  }
}
