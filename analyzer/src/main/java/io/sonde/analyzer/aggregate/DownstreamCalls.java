package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.DoubleArrayList;
import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.sorting.IndirectSort;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.Route;
import io.sonde.analyzer.model.SqlStatement;
import io.sonde.analyzer.model.SqlTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Outgoing HTTP calls of users' requests by method, host and route, told apart into ordinary and
 * slow ones. Only calls that a thread waited for count.
 */
public final class DownstreamCalls {
  /** A call this long is slow, however long the others take: half of {@link #ALWAYS_SLOW}. */
  public static final long SLOW_NANOS = 500_000_000L;

  /** Nanoseconds after which a user's train of thought breaks (J. Nielsen 1993). */
  public static final long ALWAYS_SLOW = 1_000_000_000L;

  /** A slow call takes so many times as long as the median; our choice. */
  public static final double SLOW_FACTOR = 5;

  private static final double MEDIAN = 0.5;
  private static final double P99 = 0.99;

  private final Recording recording;
  private final Statements calls;
  private final long startUpEnd;
  private final @Nullable Rows[] byText;
  private final double[] routeNanos;

  private DownstreamCalls(Recording recording) {
    this.recording = recording;
    this.calls = new Statements(recording, recording.httpCalls(), OwnCode.of(recording));
    this.startUpEnd = StartUp.endNanos(recording);
    this.byText = new Rows[calls.table().texts().size()];
    RequestTable requests = recording.requests().table();
    List<Route> routes = recording.requests().routes();
    this.routeNanos = new double[routes.size()];
    for (int request = 0; request < requests.size(); request++) {
      int route = requests.route(request);
      if (!routes.get(route).isBackground() && calls.areComplete(request)) {
        routeNanos[route] += requests.weight(request) * requests.durationNanos(request);
        add(request, requests.weight(request));
      }
    }
  }

  private static final class Rows {
    private final IntArrayList rows = new IntArrayList();
    private final DoubleArrayList weights = new DoubleArrayList();
    private final IntArrayList requests = new IntArrayList();
    private double callers;
    private int lastRequest = -1;
  }

  private void add(int request, double weight) {
    SqlTable table = calls.table();
    for (int place = calls.first(request); place < calls.end(request); place++) {
      int row = calls.row(place);
      if (table.isWaitedFor(row)) {
        int text = table.text(row);
        Rows of = byText[text];
        if (of == null) {
          of = new Rows();
          byText[text] = of;
        }
        of.rows.add(row);
        of.weights.add(weight);
        of.requests.add(request);
        of.callers += of.lastRequest == request ? 0 : weight;
        of.lastRequest = request;
      }
    }
  }

  /** The one that was waited for longest first; none where no request called another service. */
  public static List<DownstreamCall> of(Recording recording) {
    return recording.httpCalls().size() == 0 ? List.of() : new DownstreamCalls(recording).all();
  }

  private List<DownstreamCall> all() {
    List<DownstreamCall> all = new ArrayList<>();
    for (int text = 0; text < byText.length; text++) {
      Rows rows = byText[text];
      if (rows != null) {
        all.add(call(text, rows));
      }
    }
    all.sort(
        Comparator.comparingDouble(DownstreamCall::nanos)
            .reversed()
            .thenComparing(DownstreamCall::text));
    return all;
  }

  private DownstreamCall call(int text, Rows rows) {
    SqlTable table = calls.table();
    int[] order =
        IndirectSort.mergesort(
            0,
            rows.rows.size(),
            (a, b) ->
                Long.compare(
                    table.durationNanos(rows.rows.get(a)), table.durationNanos(rows.rows.get(b))));
    double count = Arrays.stream(order).mapToDouble(rows.weights::get).sum();
    long median = percentile(order, rows, MEDIAN * count);
    Sums sums = new Sums(median);
    for (int i = 0; i < order.length; i++) {
      sums.add(table.get(rows.rows.get(i)), rows.weights.get(i), rows.requests.get(i));
    }
    Integer route = Most.of(sums.byRoute);
    Integer slowRoute = Most.of(sums.excessByRoute);
    Integer main = slowRoute == null ? route : slowRoute;
    return new DownstreamCall(
        calls.text(text),
        count,
        count / rows.callers,
        sums.failed,
        sums.unanswered,
        sums.nanos,
        median,
        percentile(order, rows, P99 * count),
        table.durationNanos(rows.rows.get(order[order.length - 1])),
        sums.slow,
        sums.slowEvents,
        sums.slowNanos,
        sums.excess,
        sums.slowFrom,
        sums.slowTo,
        main == null ? null : recording.requests().routes().get(main).name(),
        routeShare(sums.byRoute, main),
        routeShare(sums.excessByRoute, main),
        calls.caller(text));
  }

  private double routeShare(Map<Integer, Double> nanos, @Nullable Integer route) {
    double whole = route == null ? 0 : routeNanos[route];
    return whole <= 0 ? 0 : Math.min(1, nanos.getOrDefault(route, 0.0) / whole);
  }

  private long percentile(int[] order, Rows rows, double below) {
    double weight = 0;
    for (int i : order) {
      weight += rows.weights.get(i);
      if (weight >= below) {
        return calls.table().durationNanos(rows.rows.get(i));
      }
    }
    return 0;
  }

  /** Of the calls of one text. */
  private final class Sums {
    private final long median;
    private final double slowLimit;
    private final Map<Integer, Double> byRoute = new HashMap<>();
    private final Map<Integer, Double> excessByRoute = new HashMap<>();
    private double nanos;
    private double failed;
    private double unanswered;
    private double slow;
    private int slowEvents;
    private double slowNanos;
    private double excess;
    private long slowFrom = Long.MAX_VALUE;
    private long slowTo;

    private Sums(long median) {
      this.median = median;
      this.slowLimit = Math.max(SLOW_NANOS, SLOW_FACTOR * median);
    }

    private void add(SqlStatement call, double weight, int request) {
      int route = recording.requests().table().route(request);
      long took = call.durationNanos();
      nanos += weight * took;
      byRoute.merge(route, weight * took, Double::sum);
      failed += call.failed() ? weight : 0;
      unanswered += call.failed() && call.rows() <= 0 ? weight : 0;
      if (took >= slowLimit && call.startNanos() >= startUpEnd) {
        slow += weight;
        slowEvents++;
        slowNanos += weight * took;
        excess += weight * (took - median);
        excessByRoute.merge(route, weight * (took - median), Double::sum);
        slowFrom = Math.min(slowFrom, call.startNanos());
        slowTo = Math.max(slowTo, call.startNanos() + took);
      }
    }
  }

  /** All that users waited for of these, in nanoseconds. */
  public static double nanos(List<DownstreamCall> calls) {
    return calls.stream().mapToDouble(DownstreamCall::nanos).sum();
  }

  /** The host and port of {@code POST payment:8081/payments/{id}}. */
  public static String host(String text) {
    String address = text.substring(text.indexOf(' ') + 1);
    int path = address.indexOf('/');
    return path < 0 ? address : address.substring(0, path);
  }
}
