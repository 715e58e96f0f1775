package io.sonde.analyzer.model;

import java.util.HexFormat;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/** Requests as columns, in order of their start. */
public final class RequestTable {
  private static final int ID = 0;
  private static final int PARENT = 1;
  private static final int ROUTE = 2;
  private static final int START = 3;
  private static final int DURATION = 4;
  private static final int THREAD = 5;
  private static final int ENTRY = 6;
  private static final int STATUS = 7;
  private static final int ERROR = 8;
  private static final int TRACE_HIGH = 9;
  private static final int TRACE_LOW = 10;
  private static final int CPU = 11;
  private static final int BYTES = 12;
  private static final int WEIGHT = 13;
  private static final int SQL_COUNT = 14;
  private static final int SQL_NANOS = 15;
  private static final int CONNECTION_NANOS = 16;
  private static final int HTTP_COUNT = 17;
  private static final int HTTP_NANOS = 18;
  private static final int RUN_QUEUE = 19;
  private static final int COLUMNS = 20;

  private static final int TRACE_DIGITS = 32;

  private final LongRows rows;

  private RequestTable(LongRows rows) {
    this.rows = rows;
  }

  public int size() {
    return rows.size();
  }

  public long id(int i) {
    return rows.get(i, ID);
  }

  /** Id of the request within which this one came in, else 0. */
  public long parentId(int i) {
    return rows.get(i, PARENT);
  }

  /** Index into {@link Requests#routes()}. */
  public int route(int i) {
    return (int) rows.get(i, ROUTE);
  }

  /** Nanoseconds since the epoch. */
  public long startNanos(int i) {
    return rows.get(i, START);
  }

  public long durationNanos(int i) {
    return rows.get(i, DURATION);
  }

  /** Index into {@link Recording#threads()}, or -1. */
  public int entryThread(int i) {
    return (int) rows.get(i, THREAD);
  }

  /**
   * The requests that a trace came in by.
   *
   * @param trace 32 hex digits
   */
  public int[] rowsOfTrace(String trace) {
    int half = TRACE_DIGITS / 2;
    long high = HexFormat.fromHexDigitsToLong(trace, 0, half);
    long low = HexFormat.fromHexDigitsToLong(trace, half, TRACE_DIGITS);
    return IntStream.range(0, size())
        .filter(i -> rows.get(i, TRACE_HIGH) == high && rows.get(i, TRACE_LOW) == low)
        .toArray();
  }

  /** How many requests the event stands for. */
  public double weight(int i) {
    return Double.longBitsToDouble(rows.get(i, WEIGHT));
  }

  /** All columns of one request. */
  public Request get(int i) {
    return request(rows, i);
  }

  private static Request request(LongRows rows, int i) {
    return new Request(
        rows.get(i, ID),
        rows.get(i, PARENT),
        (int) rows.get(i, ROUTE),
        rows.get(i, START),
        rows.get(i, DURATION),
        (int) rows.get(i, THREAD),
        rows.get(i, ENTRY),
        (int) rows.get(i, STATUS),
        (int) rows.get(i, ERROR),
        traceId(rows.get(i, TRACE_HIGH), rows.get(i, TRACE_LOW)),
        rows.get(i, CPU),
        rows.get(i, BYTES),
        Double.longBitsToDouble(rows.get(i, WEIGHT)),
        new DatabaseUse(
            rows.get(i, SQL_COUNT), rows.get(i, SQL_NANOS), rows.get(i, CONNECTION_NANOS)),
        new HttpUse(rows.get(i, HTTP_COUNT), rows.get(i, HTTP_NANOS)),
        rows.get(i, RUN_QUEUE));
  }

  /** W3C forbids a trace id of zeros, so they stand for none. */
  private static String traceId(long high, long low) {
    HexFormat hex = HexFormat.of();
    return high == 0 && low == 0 ? "" : hex.toHexDigits(high) + hex.toHexDigits(low);
  }

  /** Grows the columns. Not thread-safe. */
  static final class Builder {
    private final LongRows rows = new LongRows(COLUMNS);

    int size() {
      return rows.size();
    }

    Request get(int i) {
      return request(rows, i);
    }

    /** Adds a request; what cannot be is set right: a negative time, an entry beyond the end. */
    void add(Request request) {
      long duration = LongRows.possible(request.startNanos(), request.durationNanos());
      String trace = request.traceId();
      boolean traced = trace.length() == TRACE_DIGITS && isHex(trace);
      int half = TRACE_DIGITS / 2;
      DatabaseUse database =
          request.database().isKnown() ? request.database() : DatabaseUse.UNKNOWN;
      HttpUse http = request.http().isKnown() ? request.http() : HttpUse.UNKNOWN;
      rows.add(
          request.id(),
          request.parentId(),
          request.route(),
          request.startNanos(),
          duration,
          request.entryThread(),
          Math.max(0, Math.min(duration, request.entryNanos())),
          request.status(),
          request.errorClass(),
          traced ? HexFormat.fromHexDigitsToLong(trace, 0, half) : 0,
          traced ? HexFormat.fromHexDigitsToLong(trace, half, TRACE_DIGITS) : 0,
          Math.max(-1, request.cpuNanos()),
          Math.max(-1, request.allocatedBytes()),
          Double.doubleToRawLongBits(Math.max(1, request.weight())),
          database.statements(),
          database.statementNanos(),
          database.connectionNanos(),
          http.calls(),
          http.waitedNanos(),
          Math.max(-1, request.runQueueNanos()));
    }

    private static boolean isHex(String text) {
      return text.chars().allMatch(HexFormat::isHexDigit);
    }

    /** Keeps each request that the condition names, with a multiple of its weight. */
    void thin(LongPredicate keptIds, double factor) {
      int kept = 0;
      for (int i = 0; i < rows.size(); i++) {
        if (keptIds.test(rows.get(i, ID))) {
          double weight = Double.longBitsToDouble(rows.get(i, WEIGHT)) * factor;
          rows.move(i, kept);
          rows.set(kept++, WEIGHT, Double.doubleToRawLongBits(weight));
        }
      }
      rows.truncate(kept);
    }

    RequestTable build() {
      return new RequestTable(rows.sorted(START));
    }
  }
}
