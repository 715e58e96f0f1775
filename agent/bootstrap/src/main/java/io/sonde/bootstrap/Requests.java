package io.sonde.bootstrap;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What request advice calls, and the switch that makes it do something. */
public final class Requests {
  /** Name under which a server's request object holds its {@link ActiveRequest}. */
  public static final String ATTRIBUTE = "io.sonde.request";

  /** Status of a request whose caller went before it was answered, as nginx has it. */
  public static final int CLIENT_CLOSED_REQUEST = 499;

  /** Kind of requests by HTTP. */
  public static final String HTTP = "http";

  /** Kind of calls of methods named by the key {@code entry}. */
  public static final String ENTRY = "entry";

  /** Kind of calls that a scheduler makes. */
  public static final String SCHEDULED = "scheduled";

  /** Kind of calls that a broker's client makes with messages. */
  public static final String MESSAGE = "message";

  private static final AtomicLong IDS = new AtomicLong();

  /**
   * Another for each recording: where advice was taken out while a thread worked for a request,
   * nobody ends that work.
   */
  private static volatile ThreadLocal<RequestStretch> currents = new ThreadLocal<>();

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
    onVirtualThreads = false;
    currents = new ThreadLocal<>();
    recorded = true;
  }

  /**
   * A class that requests come in by is being woven: what measures their cost takes 50 ms to load,
   * which a program without requests shall not wait for, nor the first request.
   */
  public static void expect() {
    if (!costsKnown) {
      costsKnown = costsAreKnown();
    }
  }

  /** Requests that come in from now on pass unseen; those in flight end as they began. */
  public static void stop() {
    recorded = false;
    PendingTasks.clear();
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

  /** What the current thread does for a request that has not ended, or null. */
  public static RequestStretch current() {
    RequestStretch current = currents.get();
    return current == null || current.request().hasEnded() ? null : current;
  }

  /**
   * The current thread does something that is no request's, though it serves one.
   *
   * @return to be given to {@link #goOn}; null where there is nothing to go on with
   */
  public static RequestStretch pause() {
    ThreadLocal<RequestStretch> current = currents;
    RequestStretch paused = current.get();
    if (paused != null) {
      current.remove();
    }
    return paused;
  }

  /** Undoes {@link #pause}. */
  public static void goOn(RequestStretch paused) {
    if (paused != null) {
      paused.enter();
    }
  }

  /**
   * Begins an HTTP request on the current thread, which then has to enter the stretch; null when
   * nothing is recorded. Values of headers, null where absent.
   */
  public static RequestStretch beginHttp(
      String traceparent, String b3, String b3Trace, String b3Span) {
    if (!recorded || LiveSignals.isOwnThread()) {
      return null;
    }
    return begin(HTTP, new TraceIdentity(traceparent, b3, b3Trace, b3Span));
  }

  /**
   * Begins a call of an entry point on the current thread, which works for it from now on; it may
   * lie within another request. Null within itself, and when nothing is recorded.
   */
  public static RequestStretch beginEntry(String classAndMethod) {
    if (!recorded) {
      return null;
    }
    RequestStretch outer = current();
    if (outer != null && outer.request().isEntry(classAndMethod)) {
      return null;
    }
    RequestStretch begun = begin(ENTRY, new TraceIdentity(null, null, null, null));
    begun.request().nameEntry(classAndMethod);
    begun.enter();
    return begun;
  }

  /**
   * Ends what {@link #beginEntry}, {@link #beginCall} or {@link #beginMessage} has begun; nothing
   * for null.
   */
  public static void endCall(RequestStretch begun, Throwable thrown) {
    if (begun != null) {
      begun.leave();
      begun.request().endEntry(thrown);
    }
  }

  /**
   * Begins a call of a library's entry point, {@link #SCHEDULED} or {@link #MESSAGE}, likewise;
   * null within another of its kind, to which it belongs, and when nothing is recorded.
   *
   * @param messages handed over, a collection of them, or null
   */
  public static RequestStretch beginCall(String kind, String classAndMethod, Object messages) {
    int count = messages instanceof Collection ? ((Collection<?>) messages).size() : 1;
    return beginCall(kind, classAndMethod, count, null, null);
  }

  /**
   * Begins a {@link #MESSAGE}, as {@link #beginCall(String, String, Object)}.
   *
   * @param traceparent what the message has in such a header: text, bytes, or null
   * @param b3 likewise
   */
  public static RequestStretch beginMessage(String classAndMethod, Object traceparent, Object b3) {
    return beginCall(MESSAGE, classAndMethod, 1, text(traceparent), text(b3));
  }

  private static String text(Object header) {
    if (header == null) {
      return null;
    }
    return header instanceof byte[]
        ? new String((byte[]) header, StandardCharsets.US_ASCII)
        : header.toString();
  }

  private static RequestStretch beginCall(
      String kind, String classAndMethod, int messages, String traceparent, String b3) {
    if (!recorded) {
      return null;
    }
    RequestStretch around = current();
    if (around != null && around.request().isOfKind(kind)) {
      EntryNames.refine(around.request(), classAndMethod);
      return null;
    }
    RequestStretch begun = begin(kind, new TraceIdentity(traceparent, b3, null, null));
    begun.request().nameEntry(classAndMethod);
    if (kind == MESSAGE) {
      begun.request().messages(messages);
    }
    begun.enter();
    return begun;
  }

  /** Goes on with a request that its entry thread has left. */
  public static RequestStretch resume(ActiveRequest request, String executor) {
    return task(request, executor, -1);
  }

  /** The same for a task that waited for its thread, in ns; -1 where that is not known. */
  static RequestStretch task(ActiveRequest request, String executor, long queuedNanos) {
    return RequestStretch.task(request, executor, queuedNanos, currents);
  }

  /** Ends what the current thread does, where that ends as the thread fetches its next task. */
  static void endFetched() {
    RequestStretch current = currents.get();
    if (current != null && current.isFetched()) {
      current.leave();
    }
  }

  private static RequestStretch begin(String kind, TraceIdentity trace) {
    RequestStretch outer = current();
    ActiveRequest around = outer == null ? null : outer.request();
    trace.look();
    if (around != null) {
      trace.isWithin(around.trace());
    }
    ActiveRequest request = new ActiveRequest(IDS.incrementAndGet(), around, kind, trace);
    return RequestStretch.entry(request, currents);
  }

  /** A request that OpenTelemetry's agent has seen; its entry thread comes later. */
  static ActiveRequest foreign(String kind, TraceIdentity trace, ActiveRequest around) {
    return new ActiveRequest(IDS.incrementAndGet(), around, kind, trace);
  }

  /** What the thread does that such a request came in on. */
  static RequestStretch entry(ActiveRequest request) {
    return RequestStretch.entry(request, currents);
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
