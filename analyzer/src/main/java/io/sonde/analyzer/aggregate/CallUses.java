package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.IntIntHashMap;
import com.carrotsearch.hppc.LongDoubleHashMap;
import com.carrotsearch.hppc.LongIntHashMap;
import com.carrotsearch.hppc.cursors.IntIntCursor;
import com.carrotsearch.hppc.cursors.LongDoubleCursor;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.Route;
import io.sonde.analyzer.model.SqlTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Statements or outgoing calls by what they say and the route that asked for them, those first that
 * users waited for longest. Two passes: sums for all, details for those that matter.
 */
public final class CallUses {
  /**
   * Executions in one request from which on they are repeats; what Sentry's detector of N+1 queries
   * counts from.
   */
  public static final int REPEATED = 5;

  /** Nobody acts on more at once; our choice. */
  private static final int MOST = 50;

  /** Share of the waiting time below which nobody asks; a hundredth, as for percentiles. */
  private static final double LEAST_SHARE = 0.01;

  /**
   * Statements before the first repeat among which the query that it follows from is looked for.
   */
  private static final int SOURCES = 50;

  private final Recording recording;
  private final RequestTable requests;
  private final Statements statements;
  private final SqlTable table;
  private final List<Route> routes;
  private final boolean[] background;
  private final boolean isSql;

  private final LongDoubleHashMap nanosOfPair = new LongDoubleHashMap();
  private final double[] nanosOfRoute;
  private double allNanos;
  private double weight;
  private double completeWeight;

  private CallUses(Recording recording, SqlTable table) {
    this.recording = recording;
    this.requests = recording.requests().table();
    this.statements = new Statements(recording, table, OwnCode.of(recording));
    this.table = table;
    this.routes = recording.requests().routes();
    this.isSql = table == recording.sql();
    this.nanosOfRoute = new double[routes.size()];
    this.background = new boolean[routes.size()];
    for (int i = 0; i < background.length; i++) {
      background[i] = routes.get(i).isBackground();
    }
  }

  /**
   * @param table {@link Recording#sql()} or {@link Recording#httpCalls()}
   */
  public static List<CallUse> of(Recording recording, WaitingTime waiting, SqlTable table) {
    return table.size() == 0 || !waiting.isKnown()
        ? List.of()
        : new CallUses(recording, table).uses(waiting);
  }

  private List<CallUse> uses(WaitingTime waiting) {
    for (int request = 0; request < requests.size(); request++) {
      if (!background[requests.route(request)]) {
        sum(request);
      }
    }
    if (allNanos == 0) {
      return List.of();
    }
    double scale = weight / completeWeight / waiting.totalNanos();
    // Of statements that run side by side, users wait for the longest.
    double share = Math.min(allNanos * scale, waiting.share(isSql ? Part.SQL : Part.HTTP));
    LongIntHashMap numbers = new LongIntHashMap();
    List<CallUseSums> sums = new ArrayList<>();
    for (long pair : largest(LEAST_SHARE / Math.max(LEAST_SHARE, share))) {
      numbers.put(pair, sums.size());
      sums.add(new CallUseSums());
    }
    for (int request = 0; request < requests.size(); request++) {
      if (!background[requests.route(request)] && statements.areComplete(request)) {
        detail(request, numbers, sums);
      }
    }
    CallerStacks callers = new CallerStacks(recording, statements, REPEATED);
    List<CallUse> uses = new ArrayList<>();
    for (LongDoubleCursor pair : nanosOfPair) {
      int number = numbers.getOrDefault(pair.key, -1);
      if (number >= 0) {
        uses.add(use(pair, sums.get(number), share, callers));
      }
    }
    uses.sort(Comparator.comparingDouble(CallUse::waitedShare).reversed());
    return List.copyOf(uses);
  }

  private CallUse use(LongDoubleCursor pair, CallUseSums sums, double share, CallerStacks callers) {
    int text = (int) (pair.key / routes.size());
    int route = (int) (pair.key % routes.size());
    int stack = callers.stack(text, route);
    return sums.use(
        table.texts().get(text),
        routes.get(route),
        share / allNanos,
        nanosOfRoute[route],
        table,
        CallWay.of(recording.stacks(), stack, callers.ownFrame(stack)),
        callers.places(stack));
  }

  private void sum(int request) {
    double times = requests.weight(request);
    weight += times;
    if (!statements.areComplete(request)) {
      return;
    }
    completeWeight += times;
    int route = requests.route(request);
    nanosOfRoute[route] += times * requests.durationNanos(request);
    for (int place = statements.first(request); place < statements.end(request); place++) {
      int row = statements.row(place);
      if (table.isWaitedFor(row)) {
        double nanos = times * table.durationNanos(row);
        nanosOfPair.addTo(pair(table.text(row), route), nanos);
        allNanos += nanos;
      }
    }
  }

  private long pair(int text, int route) {
    return (long) text * routes.size() + route;
  }

  /** Those with at least such a share of the time in all statements. */
  private List<Long> largest(double leastShare) {
    List<LongDouble> pairs = new ArrayList<>();
    for (LongDoubleCursor each : nanosOfPair) {
      if (each.value >= leastShare * allNanos) {
        pairs.add(new LongDouble(each.key, each.value));
      }
    }
    return pairs.stream()
        .sorted(
            Comparator.comparingDouble(LongDouble::nanos)
                .reversed()
                .thenComparingLong(LongDouble::pair))
        .limit(MOST)
        .map(LongDouble::pair)
        .toList();
  }

  private record LongDouble(long pair, double nanos) {}

  private void detail(int request, LongIntHashMap numbers, List<CallUseSums> sums) {
    double times = requests.weight(request);
    int route = requests.route(request);
    IntIntHashMap firstPlaces = new IntIntHashMap();
    for (int place = statements.first(request); place < statements.end(request); place++) {
      int row = statements.row(place);
      int number = numbers.getOrDefault(pair(table.text(row), route), -1);
      if (number >= 0 && table.isWaitedFor(row)) {
        firstPlaces.putIfAbsent(number, place);
        sums.get(number)
            .add(
                times,
                table.durationNanos(row),
                isSql ? table.rowCount(row) : -1,
                table.batchSize(row));
      }
    }
    for (IntIntCursor each : firstPlaces) {
      CallUseSums sum = sums.get(each.key);
      int repeats = sum.inRequest();
      if (isSql && repeats >= REPEATED) {
        source(request, each.value, repeats, times, sum);
      }
      sum.endRequest(
          times, requests.startNanos(request), requests.durationNanos(request), REPEATED);
    }
  }

  /**
   * The query whose rows are as many as the repeats that follow, or a few more: what was loaded
   * already is not asked for again.
   */
  private void source(int request, int first, int repeats, double times, CallUseSums sum) {
    int repeated = table.text(statements.row(first));
    long best = Long.MAX_VALUE;
    int source = -1;
    for (int place = Math.max(statements.first(request), first - SOURCES); place < first; place++) {
      int row = statements.row(place);
      long more = table.rowCount(row) - repeats;
      if (table.text(row) != repeated && more >= 0 && more <= repeats && more <= best) {
        best = more;
        source = row;
      }
    }
    if (source >= 0) {
      sum.source(table.text(source), table.rowCount(source), times);
    }
  }
}
