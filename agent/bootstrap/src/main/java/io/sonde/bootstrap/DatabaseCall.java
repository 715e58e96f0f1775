package io.sonde.bootstrap;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Event;

/**
 * What JDBC advice calls. Pools and drivers wrap each other: of calls within calls the outermost
 * counts.
 */
public final class DatabaseCall {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final int MOST_OUTSIDE_PER_SECOND = 100;

  private static final ThreadLocal<DatabaseCall> CURRENT = new ThreadLocal<>();
  private static final AtomicLong WINDOW_START = new AtomicLong(System.nanoTime());
  private static final AtomicInteger IN_WINDOW = new AtomicInteger();
  private static final AtomicLong BEFORE_WINDOW = new AtomicLong();

  private static volatile int outsidePerSecond = MOST_OUTSIDE_PER_SECOND;

  /** Null of a call in which nothing counts. */
  private final Event event;

  private final SqlText text;
  private final long start;

  private DatabaseCall(Event event, SqlText text) {
    this.event = event;
    this.text = text;
    if (event != null) {
      event.begin();
    }
    start = System.nanoTime();
  }

  /** Whether a statement's text is to be remembered: its preparation is not timed. */
  public static boolean prepares() {
    return Requests.recorded() && CURRENT.get() == null;
  }

  /** Remembers what a statement was prepared from. */
  public static void prepared(Object statement, String sql) {
    if (statement != null) {
      StatementTexts.put(statement, SqlText.of(sql));
    }
  }

  /** Begins a statement of which the text is given; null within another call. */
  public static DatabaseCall beginText(String sql) {
    return isOutermost() ? enter(new SqlStatementEvent(), SqlText.of(sql)) : null;
  }

  /** Begins a statement that was prepared, or a batch; null within another call. */
  public static DatabaseCall beginPrepared(Object statement) {
    if (!isOutermost()) {
      return null;
    }
    SqlText text = StatementTexts.get(statement);
    return enter(new SqlStatementEvent(), text == null ? SqlText.of(null) : text);
  }

  /** Begins to wait for a connection; null within another call. */
  public static DatabaseCall beginAcquire() {
    return isOutermost() ? enter(new ConnectionAcquireEvent(), null) : null;
  }

  /** Begins a call in which nothing counts; null within another call. */
  public static DatabaseCall beginQuiet() {
    return isOutermost() ? enter(null, null) : null;
  }

  /** Ends a call in which nothing counts. */
  public void endQuiet() {
    CURRENT.set(null);
  }

  /**
   * Ends a statement.
   *
   * @param result what the method returned: rows, rows of each of a batch, or anything else
   * @param thrown out of the method, or null
   */
  public void end(Object result, Throwable thrown) {
    event.end();
    long now = System.nanoTime();
    CURRENT.set(null);
    RequestStretch stretch = Requests.current();
    SqlStatementEvent statement =
        fill(stretch == null ? 0 : stretch.request().id(), result, thrown);
    if (stretch == null) {
      commitOutside(now);
    } else {
      stretch.request().sql(now - start, event);
    }
    if (text.wantsCaller(now)) {
      SqlCallerEvent caller = new SqlCallerEvent();
      caller.requestId = statement.requestId;
      caller.text = statement.text;
      caller.commit();
    }
  }

  private SqlStatementEvent fill(long requestId, Object result, Throwable thrown) {
    SqlStatementEvent statement = (SqlStatementEvent) event;
    statement.requestId = requestId;
    statement.text = text.text();
    statement.rows = rows(result);
    statement.batchSize = batchSize(result);
    statement.error = thrown == null ? "" : thrown.getClass().getName();
    return statement;
  }

  /** Ends the wait for a connection. */
  public void endAcquire(Object pool, Throwable thrown) {
    event.end();
    long now = System.nanoTime();
    CURRENT.set(null);
    RequestStretch stretch = Requests.current();
    ConnectionAcquireEvent acquire = (ConnectionAcquireEvent) event;
    acquire.requestId = stretch == null ? 0 : stretch.request().id();
    acquire.pool = pool.getClass().getName();
    acquire.error = thrown == null ? "" : thrown.getClass().getName();
    if (stretch == null) {
      commitOutside(now);
    } else {
      stretch.request().connection(now - start, event);
    }
  }

  private static boolean isOutermost() {
    return Requests.recorded() && CURRENT.get() == null;
  }

  private static DatabaseCall enter(Event event, SqlText text) {
    DatabaseCall call = new DatabaseCall(event, text);
    CURRENT.set(call);
    return call;
  }

  private void commitOutside(long now) {
    long windowStart = WINDOW_START.get();
    if (now - windowStart >= SECOND_NANOS && WINDOW_START.compareAndSet(windowStart, now)) {
      BEFORE_WINDOW.addAndGet(IN_WINDOW.getAndSet(0));
    }
    if (IN_WINDOW.incrementAndGet() <= outsidePerSecond) {
      event.commit();
      Requests.wrote(1);
    }
  }

  /** Divides the cap of events outside of requests. */
  static void writeOneIn(int divisor) {
    outsidePerSecond = Math.max(1, MOST_OUTSIDE_PER_SECOND / divisor);
  }

  /** Statements and connections outside of requests so far, for an estimate of their cost. */
  public static long outsideRequests() {
    return BEFORE_WINDOW.get() + IN_WINDOW.get();
  }

  /** A statement of a request on the current thread, but for its caller's stack trace. */
  static void rehearse(SqlText text, ActiveRequest request) {
    DatabaseCall call = enter(new SqlStatementEvent(), text);
    call.event.end();
    long now = System.nanoTime();
    CURRENT.set(null);
    call.fill(request.id(), null, null);
    request.sql(now - call.start, call.event);
  }

  private static long rows(Object result) {
    if (result instanceof Integer || result instanceof Long) {
      return ((Number) result).longValue();
    }
    long sum = 0;
    if (result instanceof int[]) {
      for (int rows : (int[]) result) {
        sum += Math.max(0, rows); // below zero: done, but not known how many
      }
      return sum;
    }
    if (result instanceof long[]) {
      for (long rows : (long[]) result) {
        sum += Math.max(0, rows);
      }
      return sum;
    }
    return -1;
  }

  private static int batchSize(Object result) {
    if (result instanceof int[]) {
      return ((int[]) result).length;
    }
    return result instanceof long[] ? ((long[]) result).length : 1;
  }
}
