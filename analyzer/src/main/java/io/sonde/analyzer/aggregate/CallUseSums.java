package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.IntDoubleHashMap;
import com.carrotsearch.hppc.cursors.IntDoubleCursor;
import io.sonde.analyzer.aggregate.CallUse.Quantiles;
import io.sonde.analyzer.aggregate.CallUse.Source;
import io.sonde.analyzer.model.Route;
import io.sonde.analyzer.model.SqlTable;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Gathers one {@link CallUse}. */
final class CallUseSums {
  /** Quantiles are right to one in a hundred. */
  private static final int DIGITS = 2;

  private final Histogram durations = new Histogram(DIGITS);
  private final Histogram repeats = new Histogram(DIGITS);
  private final IntDoubleHashMap sources = new IntDoubleHashMap();
  private double sourceRows;
  private double executions;
  private double nanos;
  private double rows;
  private double counted;
  private double batches;
  private double requests;
  private double repeating;
  private double savedNanos;
  private long from = Long.MAX_VALUE;
  private long to;
  private int inRequest;
  private double nanosInRequest;

  void add(double times, long durationNanos, long rowCount, int batchSize) {
    durations.recordValueWithCount(durationNanos, Math.max(1, Math.round(times)));
    executions += times;
    nanos += times * durationNanos;
    batches += batchSize > 1 ? times : 0;
    if (rowCount >= 0) {
      rows += times * rowCount;
      counted += times;
    }
    inRequest++;
    nanosInRequest += durationNanos;
  }

  /** Executions in the request that is being added. */
  int inRequest() {
    return inRequest;
  }

  void source(int text, long rowCount, double times) {
    sources.addTo(text, times);
    sourceRows += times * rowCount;
  }

  void endRequest(double times, long startNanos, long durationNanos, int repeatsFrom) {
    repeats.recordValueWithCount(inRequest, Math.max(1, Math.round(times)));
    requests += times;
    if (inRequest >= repeatsFrom) {
      repeating += times;
      savedNanos += times * nanosInRequest * (inRequest - 1) / inRequest;
    }
    from = Math.min(from, startNanos);
    to = Math.max(to, startNanos + durationNanos);
    inRequest = 0;
    nanosInRequest = 0;
  }

  /**
   * @param sharePerNano share of the users' waiting time that a nanosecond stands for
   */
  CallUse use(
      String text,
      Route route,
      double sharePerNano,
      double routeNanos,
      SqlTable table,
      CallWay way,
      List<Place> places) {
    return new CallUse(
        text,
        route,
        requests,
        quantiles(repeats, requests, executions / requests),
        nanos / requests,
        quantiles(durations, executions, nanos / executions),
        counted == 0 ? Double.NaN : rows / counted,
        batches / executions,
        nanos * sharePerNano,
        savedNanos * sharePerNano,
        routeNanos == 0 ? 0 : Math.min(1, nanos / routeNanos),
        source(table),
        way,
        places,
        from,
        to);
  }

  /** The one that most of the repeating requests have; fewer than half are chance. */
  private @Nullable Source source(SqlTable table) {
    int most = -1;
    double times = 0;
    double all = 0;
    for (IntDoubleCursor each : sources) {
      all += each.value;
      if (each.value > times || each.value == times && each.key < most) {
        most = each.key;
        times = each.value;
      }
    }
    return most < 0 || times < repeating / 2
        ? null
        : new Source(table.texts().get(most), sourceRows / all, times / repeating);
  }

  private static Quantiles quantiles(Histogram of, double count, double mean) {
    return new Quantiles(
        count,
        mean,
        of.getValueAtPercentile(10),
        of.getValueAtPercentile(50),
        of.getValueAtPercentile(90),
        of.getValueAtPercentile(99),
        of.getMaxValue());
  }
}
