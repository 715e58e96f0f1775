package io.sonde.bootstrap;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What request advice calls, and the switch that makes it do something. */
public final class Requests {
  /** Name under which a server's request object holds its {@link ActiveRequest}. */
  public static final String ATTRIBUTE = "io.sonde.request";

  /** Kind of requests by HTTP. */
  public static final String HTTP = "http";

  /** Kind of calls of methods named by the key {@code entry}. */
  public static final String ENTRY = "entry";

  private static final ThreadLocal<RequestStretch> CURRENT = new ThreadLocal<>();
  private static final AtomicLong IDS = new AtomicLong();

  private static volatile boolean recorded;
  private static volatile boolean costsKnown;
  private static volatile boolean onVirtualThreads;
  private static volatile long slowNanos;
  private static volatile int configuredPerSecond;
  private static volatile int perSecond;
  private static final LongAdder EVENTS = new LongAdder();

  private Requests() {}

  /**
   * Requests that come in from now on are counted and written; to be called when a recording runs.
   *
   * @param slow duration from which a request is always written, in ns
   * @param cap events of fast requests per second and route
   */
  public static void start(long slow, int cap) {
    slowNanos = slow;
    configuredPerSecond = cap;
    writeOneIn(1);
    costsKnown = costsAreKnown();
    onVirtualThreads = false;
    recorded = true;
  }

  /** Requests that come in from now on pass unseen; those in flight end as they began. */
  public static void stop() {
    recorded = false;
  }

  /** Divides the caps of events per second, of requests and of SQL outside of them. */
  public static void writeOneIn(int divisor) {
    perSecond = Math.max(1, configuredPerSecond / divisor);
    DatabaseCall.writeOneIn(divisor);
  }

  /** Events of requests and SQL written so far. */
  public static long eventsWritten() {
    return EVENTS.sum();
  }

  /** Off the hot path: only where an event was written. */
  static void wrote(int events) {
    EVENTS.add(events);
  }

  /** What the current thread does for a request, or null. */
  public static RequestStretch current() {
    return CURRENT.get();
  }

  /**
   * Begins an HTTP request on the current thread, which then has to enter the stretch; null when
   * nothing is recorded. Values of headers, null where absent.
   */
  public static RequestStretch beginHttp(
      String traceparent, String b3, String b3Trace, String b3Span) {
    if (!recorded) {
      return null;
    }
    return begin(HTTP, new TraceIdentity(traceparent, b3, b3Trace, b3Span));
  }

  /**
   * Begins a call of an entry point, which may lie within another request; null within itself, and
   * when nothing is recorded.
   */
  public static RequestStretch beginEntry(String classAndMethod) {
    if (!recorded) {
      return null;
    }
    RequestStretch outer = CURRENT.get();
    if (outer != null && outer.request().isEntry(classAndMethod)) {
      return null;
    }
    RequestStretch begun = begin(ENTRY, new TraceIdentity(null, null, null, null));
    begun.request().nameEntry(classAndMethod);
    return begun;
  }

  /** Goes on with a request that its entry thread has left. */
  public static RequestStretch resume(ActiveRequest request, String executor) {
    return RequestStretch.task(request, executor, CURRENT);
  }

  private static RequestStretch begin(String kind, TraceIdentity trace) {
    RequestStretch outer = CURRENT.get();
    long parent = outer == null ? 0 : outer.request().id();
    trace.look();
    ActiveRequest request = new ActiveRequest(IDS.incrementAndGet(), parent, kind, trace);
    return RequestStretch.entry(request, CURRENT);
  }

  /** Whether a request was served on a virtual thread since the recording began. */
  public static boolean onVirtualThreads() {
    return onVirtualThreads;
  }

  static void sawVirtualThread() {
    if (!onVirtualThreads) {
      onVirtualThreads = true;
    }
  }

  static boolean recorded() {
    return recorded;
  }

  static boolean costsKnown() {
    return costsKnown;
  }

  static long slowNanos() {
    return slowNanos;
  }

  static int perSecond() {
    return perSecond;
  }

  private static boolean costsAreKnown() {
    try {
      return ThreadCost.isKnown();
    } catch (LinkageError noManagementModule) {
      return false;
    }
  }
}
