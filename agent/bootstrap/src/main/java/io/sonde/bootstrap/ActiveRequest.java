package io.sonde.bootstrap;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.Event;

/** A request from its entry to its end, across all threads that work for it. */
public final class ActiveRequest extends RequestWork {
  private static final int SERVER_ERROR = 500;

  /** Status of an answer that says nothing went wrong, whatever follows. */
  private static final int LEAST_ERROR = 400;

  private final RequestEvent event = new RequestEvent();
  private final TraceIdentity trace;
  private final long startNanoTime;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final long id;

  /** The request within which this one came in, or null. */
  private final ActiveRequest outer;

  private final String kind;
  private long entryNanos;
  private boolean suspended;
  private String entryName = "";
  private int messages;
  private int tasks;
  private int answeredStatus;
  private String answeredMethod;
  private String answeredPath;
  private boolean looked;

  /** As it came in; null until the server is asked. */
  private String path;

  /** As the framework matched it, or null. */
  private volatile String template;

  /** The end of it as JAX-RS declares it, or null. */
  private volatile String declaredTemplate;

  /** Where a framework keeps what it matches, or null. */
  private volatile Map<String, Object> attributes;

  private final RequestDetails details = new RequestDetails();

  /** Null where nobody listens. */
  private final RequestSpans spans;

  ActiveRequest(long id, ActiveRequest outer, String kind, TraceIdentity trace) {
    this.id = id;
    this.outer = outer;
    this.kind = kind;
    this.trace = trace;
    this.spans = LiveSignals.areOn() && !trace.isOpenTelemetry() ? new RequestSpans() : null;
    if (spans != null) {
      trace.hasOwnSpan(spans.id());
    }
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

  String kind() {
    return kind;
  }

  /** Another thread than its entry's ends it. */
  synchronized void leftEntry() {
    suspended = true;
  }

  boolean isOfKind(String other) {
    return kind == other;
  }

  String entryName() {
    return entryName;
  }

  /** The entry point was handed so many messages at once. */
  void messages(int number) {
    messages = number;
  }

  ActiveRequest outer() {
    return outer;
  }

  TraceIdentity trace() {
    return trace;
  }

  /** Whether it is told live, and its scheme is to be told. */
  public boolean isTold() {
    return spans != null;
  }

  /** Of the URL that it came in by. */
  public void cameInBySecure(boolean https) {
    if (spans != null) {
      spans.scheme(https ? "https" : "http");
    }
  }

  /** Number of its span; 0 where nobody listens. */
  long spanId() {
    return spans == null ? 0 : spans.id();
  }

  /** Tells live what has been done for it. */
  void tell(LiveSpan done) {
    if (spans != null) {
      spans.add(done);
    }
  }

  /** Whether it is the other one, or came in within it. */
  boolean isWithin(ActiveRequest other) {
    ActiveRequest each = this;
    while (each != null && each != other) {
      each = each.outer;
    }
    return each != null;
  }

  /** A framework has matched the path; the last one to do so knows best. */
  public void matched(String pathTemplate) {
    template = pathTemplate;
  }

  /** A JAX-RS framework has matched the path, the end of which has this template. */
  public void matchedEnd(String declared) {
    declaredTemplate = declared;
  }

  /** A framework will put into these attributes what it matches the path with. */
  public void matchedIn(Map<String, Object> frameworkAttributes) {
    attributes = frameworkAttributes;
  }

  /**
   * The path that it came in by: once it has been dispatched elsewhere, its request shows that.
   *
   * @param shown by the request now
   */
  public String cameInBy(String shown) {
    if (path == null) {
      path = shown;
    }
    return path;
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

  /** As {@link #add} of what the thread did that the request came in on, which leaves it now. */
  synchronized void addEntry(long cpu, long bytes, long queue) {
    add(cpu, bytes, queue);
    entryNanos = System.nanoTime() - startNanoTime;
  }

  /**
   * Adds what a task did. Both end under one lock, so that what the request holds is told by time:
   * the tasks that ended before it.
   *
   * @return whether its event is to be written: a request that forks without end writes no more
   */
  synchronized boolean addTask(TaskEvent task, long cpu, long bytes, long queue) {
    task.end();
    task.cpuNanos = cpu;
    task.allocatedBytes = bytes;
    task.runQueueNanos = queue;
    add(cpu, bytes, queue);
    return ++tasks <= RequestDetails.MOST;
  }

  /** The entry thread leaves it to others to end the request. */
  public synchronized void suspend() {
    suspended = true;
    details.write();
  }

  /** Adds a statement that has ended on the current thread, to the requests around this, too. */
  void sql(long nanos, Event statement) {
    for (ActiveRequest each = this; each != null; each = each.outer) {
      each.countSql(1, nanos, 0);
    }
    detail(statement);
  }

  /** Adds a wait for a connection that has ended on the current thread, in the same way. */
  void connection(long nanos, Event acquire) {
    for (ActiveRequest each = this; each != null; each = each.outer) {
      each.countSql(0, 0, nanos);
    }
    detail(acquire);
  }

  /**
   * Adds a query, whose rows are still to come, in the same way.
   *
   * @return whether the request writes the event; else it is left to the caller
   */
  boolean query(long nanos, Event statement) {
    for (ActiveRequest each = this; each != null; each = each.outer) {
      each.countSql(1, nanos, 0);
    }
    return keep(statement);
  }

  /** Adds a connection that was closed soon; after the end of the request it is counted only. */
  void hold(Event hold) {
    if (!ended.get()) {
      detail(hold);
    }
  }

  /**
   * Adds a call to another service that has ended, in the same way.
   *
   * @param waitedNanos time that a thread of this request waited for it
   */
  void http(long waitedNanos, HttpCallEvent call) {
    for (ActiveRequest each = this; each != null; each = each.outer) {
      each.countHttp(waitedNanos);
    }
    trace.writeTo(call);
    detail(call);
  }

  void detail(Event event) {
    if (!keep(event)) {
      event.commit();
      Requests.wrote(1);
    }
  }

  private synchronized boolean keep(Event event) {
    return details.keep(event);
  }

  /**
   * Ends a request by HTTP, once; later calls do nothing.
   *
   * @param status as it was answered
   * @param method of the request
   * @param knownTemplate of its path as the framework matched it, or null where it may have told
   *     {@link #matched}
   * @param thrown out of the entry point, or null
   */
  public void endHttp(
      int status, String method, String knownTemplate, String path, Throwable thrown) {
    if (ended.compareAndSet(false, true)) {
      // The container answers 500 only after the exception has passed us.
      int answered = thrown != null && status < LEAST_ERROR ? SERVER_ERROR : status;
      String matched = knownTemplate == null ? matchedTemplate(path) : knownTemplate;
      end(Routes.http(method, matched, path, answered), answered, className(thrown));
    }
  }

  /**
   * Ends a request that OpenTelemetry's agent has seen, once.
   *
   * @param error class of the exception, or empty
   */
  void endForeign(RouteCell route, int status, String error) {
    if (ended.compareAndSet(false, true)) {
      end(route, status, error);
    }
  }

  private static String className(Throwable thrown) {
    return thrown == null ? "" : thrown.getClass().getName();
  }

  /**
   * The answer is written while the current thread still works for the request, which ends with
   * {@link #endIfAnswered}.
   */
  public void answered(int status, String method, String path) {
    answeredStatus = status;
    answeredMethod = method;
    answeredPath = path;
  }

  /** Ends a request that was {@link #answered}; the thread that asks has left it. */
  public boolean endIfAnswered() {
    if (answeredMethod == null) {
      return false;
    }
    endHttp(answeredStatus, answeredMethod, null, answeredPath, null);
    return true;
  }

  private String matchedTemplate(String path) {
    String declared = declaredTemplate;
    if (declared != null) {
      return JaxRsTemplates.inPath(declared, path);
    }
    Map<String, Object> known = attributes;
    return known == null ? template : Routes.reactiveTemplate(known, template);
  }

  /** Ends a call of an entry point, once. */
  public void endEntry(Throwable thrown) {
    if (ended.compareAndSet(false, true)) {
      end(Routes.entry(kind, entryName), 0, className(thrown));
    }
  }

  private synchronized void end(RouteCell route, int status, String error) {
    event.end();
    long now = System.nanoTime();
    long nanos = now - startNanoTime;
    boolean failed = !error.isEmpty() || status >= SERVER_ERROR;
    countIn(route, nanos, failed);
    int weight = route.weight(now, failed || nanos >= Requests.slowNanos(), Requests.perSecond());
    boolean written = weight > 0 && event.shouldCommit();
    if (written || spans != null) {
      fill(route, status, error);
    }
    if (spans != null && !trace.isOpenTelemetry()) {
      spans.end(event, startNanoTime, now, outer == null ? 0 : outer.spanId(), trace, this);
    }
    if (!written) {
      details.handOver(outer);
      return;
    }
    event.entryNanos = suspended ? Math.min(entryNanos, nanos) : nanos;
    event.weight = weight;
    event.commit();
    Requests.wrote(1 + details.number());
    details.write();
  }

  private void fill(RouteCell route, int status, String error) {
    event.requestId = id;
    event.parentId = outer == null ? 0 : outer.id;
    event.kind = kind;
    event.route = route.route();
    event.status = status;
    event.error = error;
    trace.writeTo(event);
    event.entryThread = details.thread();
    event.messages = messages;
    writeTo(event);
  }

  /** All that {@link #end} does but for the event. */
  synchronized void rehearseEnd(RouteCell route) {
    event.end();
    long now = System.nanoTime();
    countIn(route, now - startNanoTime, false);
    route.weight(now, false, Requests.perSecond());
  }
}
