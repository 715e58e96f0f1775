package io.sonde.bootstrap;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.Event;

/** A request from its entry to its end, across all threads that work for it. */
public final class ActiveRequest {
  private static final int SERVER_ERROR = 500;

  /** Status of an answer that says nothing went wrong, whatever follows. */
  private static final int LEAST_ERROR = 400;

  /** Statements and connections of a request that are written one by one. */
  private static final int MOST_DETAILS = 1_000;

  private final RequestEvent event = new RequestEvent();
  private final TraceIdentity trace;
  private final Thread entryThread = Thread.currentThread();
  private final long startNanoTime;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final long id;
  private final long parentId;
  private final String kind;
  private long cpuNanos;
  private long allocatedBytes;
  private long entryNanos;
  private boolean unmeasured;
  private boolean suspended;
  private String entryName = "";
  private boolean looked;
  private long sqlCount;
  private long sqlNanos;
  private long connectionNanos;

  /** What the entry thread did and is written with the request; null when it was written. */
  private List<Event> details = new ArrayList<>();

  ActiveRequest(long id, long parentId, String kind, TraceIdentity trace) {
    this.id = id;
    this.parentId = parentId;
    this.kind = kind;
    this.trace = trace;
    event.begin();
    startNanoTime = System.nanoTime();
  }

  long id() {
    return id;
  }

  public boolean isHttp() {
    return kind == Requests.HTTP;
  }

  boolean isEntry(String classAndMethod) {
    return entryName.equals(classAndMethod);
  }

  void nameEntry(String classAndMethod) {
    entryName = classAndMethod;
  }

  public boolean hasEnded() {
    return ended.get();
  }

  /**
   * A servlet behind the filters begins: a filter may have started OpenTelemetry's span since the
   * request came in.
   */
  public void lookForSpan() {
    if (!looked) {
      looked = true;
      if (!trace.isOpenTelemetry()) {
        trace.look();
      }
    }
  }

  /**
   * Adds what a thread did.
   *
   * @param cpu in ns, and {@code bytes}: -1 where they are not known
   * @param entry whether it is the thread that the request came in on, which leaves it now
   */
  synchronized void add(long cpu, long bytes, boolean entry) {
    if (cpu < 0 || bytes < 0) {
      unmeasured = true;
    } else {
      cpuNanos += cpu;
      allocatedBytes += bytes;
    }
    if (entry) {
      entryNanos = System.nanoTime() - startNanoTime;
    }
  }

  /** The entry thread leaves it to others to end the request. */
  public synchronized void suspend() {
    suspended = true;
    writeDetails();
  }

  /** Adds a statement that has ended on the current thread. */
  synchronized void sql(long nanos, Event statement) {
    sqlCount++;
    sqlNanos += nanos;
    detail(statement);
  }

  /** Adds a wait for a connection that has ended on the current thread. */
  synchronized void connection(long nanos, Event acquire) {
    connectionNanos += nanos;
    detail(acquire);
  }

  /** An event is of the thread that commits it, so only the entry thread's can wait. */
  private void detail(Event event) {
    if (details == null || Thread.currentThread() != entryThread) {
      event.commit();
    } else if (details.size() < MOST_DETAILS) {
      details.add(event);
    }
  }

  private void writeDetails() {
    if (details != null) {
      for (Event event : details) {
        event.commit();
      }
      details = null;
    }
  }

  /**
   * Ends a request by HTTP, once; later calls do nothing.
   *
   * @param status as it was answered
   * @param method of the request
   * @param template of its path as the framework matched it, or null
   * @param thrown out of the entry point, or null
   */
  public void endHttp(int status, String method, String template, String path, Throwable thrown) {
    if (ended.compareAndSet(false, true)) {
      // The container answers 500 only after the exception has passed us.
      int answered = thrown != null && status < LEAST_ERROR ? SERVER_ERROR : status;
      end(Routes.http(method, template, path, answered), answered, thrown);
    }
  }

  /** Ends a call of an entry point, once. */
  public void endEntry(Throwable thrown) {
    if (ended.compareAndSet(false, true)) {
      end(Routes.entry(entryName), 0, thrown);
    }
  }

  private synchronized void end(RouteCell route, int status, Throwable thrown) {
    event.end();
    long now = System.nanoTime();
    long nanos = now - startNanoTime;
    boolean failed = thrown != null || status >= SERVER_ERROR;
    count(route, nanos, failed);
    int weight = route.weight(now, failed || nanos >= Requests.slowNanos(), Requests.perSecond());
    if (weight == 0 || !event.shouldCommit()) {
      return;
    }
    event.requestId = id;
    event.parentId = parentId;
    event.kind = kind;
    event.route = route.route();
    event.status = status;
    event.error = thrown == null ? "" : thrown.getClass().getName();
    trace.writeTo(event);
    event.entryThread = entryThread;
    event.entryNanos = suspended ? Math.min(entryNanos, nanos) : nanos;
    event.cpuNanos = knownCpuNanos();
    event.allocatedBytes = knownBytes();
    event.weight = weight;
    event.sqlCount = sqlCount;
    event.sqlNanos = sqlNanos;
    event.connectionNanos = connectionNanos;
    event.commit();
    Requests.wrote(1 + (details == null ? 0 : details.size()));
    writeDetails();
  }

  private void count(RouteCell route, long nanos, boolean failed) {
    route.add(nanos, failed, knownCpuNanos(), knownBytes());
    route.addDatabase(sqlCount, sqlNanos, connectionNanos);
  }

  private long knownCpuNanos() {
    return unmeasured ? -1 : cpuNanos;
  }

  private long knownBytes() {
    return unmeasured ? -1 : allocatedBytes;
  }

  /** All that {@link #end} does but for the event. */
  synchronized void rehearseEnd(RouteCell route) {
    event.end();
    long now = System.nanoTime();
    count(route, now - startNanoTime, false);
    route.weight(now, false, Requests.perSecond());
  }
}
