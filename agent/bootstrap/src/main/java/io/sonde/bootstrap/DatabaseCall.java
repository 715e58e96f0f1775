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

  /** Null where it waits for no connection. */
  private Pool pool;

  /** Null as long as the statement of no driver was seen in it. */
  private String system;

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
      SqlText text = SqlText.of(sql);
      RequestStretch stretch = Requests.current();
      if (stretch == null) {
        StatementTexts.put(statement, text);
      } else {
        stretch.prepared(statement, text);
      }
      SetterTypes.prepared(statement, text);
    }
  }

  /** Begins a statement of which the text is given; null within another call. */
  public static DatabaseCall beginText(String sql) {
    return isOutermost() ? enter(new SqlStatementEvent(), SqlText.of(sql)) : null;
  }

  /** Begins a statement that was prepared, or a batch; null within another call. */
  public static DatabaseCall beginPrepared(Object statement) {
    SetterTypes.executed(statement); // perhaps that of a driver within a pool's
    if (!isOutermost()) {
      seeDriver(statement);
      return null;
    }
    RequestStretch stretch = Requests.current();
    SqlText text = stretch == null ? null : stretch.textOf(statement);
    text = text == null ? StatementTexts.get(statement) : text;
    DatabaseCall call = enter(new SqlStatementEvent(), text == null ? SqlText.of(null) : text);
    if (DatabaseSystems.areSeveral()) {
      call.system = DatabaseSystems.of(statement.getClass().getName());
    }
    return call;
  }

  /**
   * Begins to wait for a connection; null within another call. Where data sources wrap each other,
   * the innermost that an application could ask is the pool.
   */
  public static DatabaseCall beginAcquire(Object dataSource) {
    if (!Requests.recorded()) {
      return null;
    }
    DatabaseCall outer = CURRENT.get();
    if (outer != null) {
      outer.passOnTo(dataSource);
      return null;
    }
    Pool pool = Pools.of(dataSource);
    DatabaseCall call = enter(new ConnectionAcquireEvent(), null);
    if (pool != null) {
      pool.enter();
      call.pool = pool;
    }
    return call;
  }

  private void passOnTo(Object dataSource) {
    Pool known = pool;
    if (known != null && !known.isOfAnotherPool()) {
      Pool inner = Pools.of(dataSource);
      if (inner != null && !inner.isOfAnotherPool()) {
        known.leave();
        inner.enter();
        pool = inner;
      }
    }
  }

  /** A connection is about to be closed: begins a call in which nothing counts. */
  public static DatabaseCall beginClose(Object connection) {
    if (!Requests.recorded()) {
      return null;
    }
    ConnectionHolds.end(connection);
    if (CURRENT.get() != null) {
      return null;
    }
    RequestStretch stretch = Requests.current();
    if (stretch != null) {
      stretch.closes(connection);
    }
    FetchedRows.closeAll();
    return enter(null, null);
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
   * @return whether it is time to tell where the statement is called from
   */
  public boolean end(Object result, Throwable thrown) {
    event.end();
    long now = System.nanoTime();
    CURRENT.set(null);
    RequestStretch stretch = Requests.current();
    ActiveRequest request = stretch == null ? null : stretch.request();
    SqlStatementEvent statement = fill(request == null ? 0 : request.id(), result, thrown);
    if (LiveSignals.areOn()) {
      tell(statement, stretch, now);
    }
    if (statement.rows < 0 && FetchedRows.areSeen(result)) {
      statement.rows = 0;
      query(result, statement, request, now);
    } else if (request == null) {
      commitOutside(now);
    } else {
      request.sql(now - start, event);
    }
    return text.wantsCaller(now);
  }

  private void tell(SqlStatementEvent statement, RequestStretch stretch, long now) {
    LiveSignals.ended(
        stretch == null ? null : stretch.request(),
        new LiveStatement(
            RequestSpans.newId(),
            stretch == null ? 0 : stretch.spanId(),
            start,
            now,
            system == null ? DatabaseSystems.only() : system,
            statement.text,
            statement.batchSize,
            statement.error));
  }

  /** A pool's statement has a driver's within it. */
  private static void seeDriver(Object statement) {
    DatabaseCall outer = CURRENT.get();
    if (outer != null && DatabaseSystems.areSeveral()) {
      outer.system = DatabaseSystems.of(statement.getClass().getName());
    }
  }

  private void query(
      Object resultSet, SqlStatementEvent statement, ActiveRequest request, long now) {
    if (request != null) {
      FetchedRows.open(resultSet, statement, !request.query(now - start, event));
    } else if (isWrittenOutside(now)) {
      FetchedRows.open(resultSet, statement, true);
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

  /**
   * Writes where the statement that has ended is called from.
   *
   * @param fetchSize as the statement says, or -1
   */
  public void caller(int fetchSize) {
    SqlCallerEvent caller = new SqlCallerEvent();
    caller.requestId = ((SqlStatementEvent) event).requestId;
    caller.text = text.text();
    caller.fetchSize = fetchSize;
    caller.commit();
    text.writeTemplate(System.nanoTime());
  }

  /**
   * Ends the wait for a connection.
   *
   * @param connection null where none came
   */
  public void endAcquire(Object dataSource, Object connection, Throwable thrown) {
    event.end();
    long now = System.nanoTime();
    CURRENT.set(null);
    RequestStretch stretch = Requests.current();
    ActiveRequest request = stretch == null ? null : stretch.request();
    count(now - start, thrown);
    ConnectionAcquireEvent acquire = (ConnectionAcquireEvent) event;
    acquire.requestId = request == null ? 0 : request.id();
    acquire.pool = pool == null ? dataSource.getClass().getName() : pool.name();
    acquire.error = thrown == null ? "" : thrown.getClass().getName();
    if (request == null) {
      commitOutside(now);
    } else {
      request.connection(now - start, event);
    }
    if (connection != null && stretch != null) {
      stretch.acquired(connection);
    }
    if (connection != null && pool != null && !pool.isOfAnotherPool()) {
      ConnectionHolds.begin(connection, pool, request, now);
    }
  }

  private void count(long nanos, Throwable thrown) {
    if (pool != null) {
      pool.leave();
      if (thrown == null) {
        pool.acquired(nanos);
      } else {
        pool.failed(nanos, thrown);
      }
      if (!pool.isOfAnotherPool()) {
        LiveSignals.waited(pool.name(), nanos);
      }
    }
  }

  /** Whether the current thread is in a call. */
  static boolean isWithin() {
    return CURRENT.get() != null;
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
    if (isWrittenOutside(now)) {
      event.commit();
      Requests.wrote(1);
    }
  }

  private static boolean isWrittenOutside(long now) {
    long windowStart = WINDOW_START.get();
    if (now - windowStart >= SECOND_NANOS && WINDOW_START.compareAndSet(windowStart, now)) {
      BEFORE_WINDOW.addAndGet(IN_WINDOW.getAndSet(0));
    }
    return IN_WINDOW.incrementAndGet() <= outsidePerSecond;
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
