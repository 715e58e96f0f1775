package io.sonde.bootstrap;

/**
 * A span of OpenTelemetry's agent while it lasts: with our extension in that agent its spans become
 * the recording's requests, statements and calls, and our own probes are quiet where it speaks.
 */
public final class ForeignSpan {
  private static final int MOST_OUTSIDE_PER_SECOND = 100;
  private static final String EXECUTOR = "opentelemetry";
  private static final SecondBudget OUTSIDE = new SecondBudget(MOST_OUTSIDE_PER_SECOND);

  private static volatile boolean on;

  /** In which it lies, or which it is; null outside of requests. */
  private final ActiveRequest request;

  private final boolean isRequest;
  private final Thread thread = Thread.currentThread();

  /** Null of what cannot be one. */
  private final SqlStatementEvent statement;

  /** Likewise. */
  private final HttpCallEvent call;

  private final long start;
  private boolean entered;

  private ForeignSpan(ActiveRequest request, boolean isRequest, boolean calls) {
    this.request = request;
    this.isRequest = isRequest;
    statement = calls ? new SqlStatementEvent() : null;
    call = calls ? new HttpCallEvent() : null;
    if (calls) {
      statement.begin();
      call.begin();
    }
    start = System.nanoTime();
  }

  /** To be called before the agent starts: OpenTelemetry's agent has the probes. */
  public static void haveTheProbes() {
    on = true;
  }

  /** Whether OpenTelemetry's agent has them. */
  public static boolean areOn() {
    return on;
  }

  /** Whether what begins now is recorded. */
  public static boolean areRecorded() {
    return on && Requests.recorded();
  }

  /**
   * The current thread begins a span that is a request.
   *
   * @param kind as in sonde.Request
   * @param parent the span around it in this JVM, or null
   */
  public static ForeignSpan beginRequest(
      String kind, String traceId, String spanId, ForeignSpan parent) {
    ActiveRequest outer = parent == null ? null : parent.request;
    ActiveRequest around = outer == null || outer.hasEnded() ? null : outer;
    return new ForeignSpan(
        Requests.foreign(kind, TraceIdentity.ofSpan(traceId, spanId), around), true, false);
  }

  /**
   * The current thread begins a span within a request, or within none.
   *
   * @param calls whether it asks another service or a database
   */
  public static ForeignSpan beginWithin(ForeignSpan parent, boolean calls) {
    return new ForeignSpan(parent == null ? null : parent.request, false, calls);
  }

  public boolean isRequest() {
    return isRequest;
  }

  /** To be asked of a request. */
  public boolean isHttp() {
    return request.isHttp();
  }

  /** Whether it is a request, or lies in one. */
  public boolean isOfRequest() {
    return request != null;
  }

  /**
   * The current thread works in the span from now on.
   *
   * @return to be left when it does no longer; null where it did before
   */
  public RequestStretch attach() {
    if (request == null || request.hasEnded()) {
      return null;
    }
    RequestStretch current = Requests.current();
    if (current != null && current.request() == request) {
      return null;
    }
    RequestStretch begun;
    if (isRequest && !entered) {
      entered = true;
      begun = Requests.entry(request);
    } else {
      begun = Requests.resume(request, EXECUTOR);
    }
    begun.enter();
    return begun;
  }

  /**
   * A request by HTTP has ended.
   *
   * @param template of its path, or null
   * @param error class of the exception, or empty
   */
  public void endHttp(int status, String method, String template, String path, String error) {
    leaveEntry();
    request.endForeign(
        Routes.http(method, template, path == null ? "/" : path, status), status, error);
  }

  /** Another request has ended. */
  public void endRequest(String route, String error) {
    leaveEntry();
    request.endForeign(Routes.entry(request.kind(), route), 0, error);
  }

  private void leaveEntry() {
    if (Thread.currentThread() != thread) {
      request.leftEntry();
    }
  }

  /**
   * A statement has ended.
   *
   * @param text as OpenTelemetry has it, perhaps with values
   */
  public void endStatement(String text, int batchSize, String error) {
    end(SqlText.of(text), batchSize, error);
  }

  /**
   * A command to a store that speaks no SQL has ended.
   *
   * @param store its name, as in {@code db.system.name}
   * @param command without values
   */
  public void endCommand(String store, String command, String error) {
    end(SqlText.ofCommand(store.concat(": ").concat(command)), 1, error);
  }

  private void end(SqlText known, int batchSize, String error) {
    statement.end();
    long now = System.nanoTime();
    statement.requestId = request == null ? 0 : request.id();
    statement.text = known.text();
    statement.rows = -1;
    statement.batchSize = batchSize;
    statement.error = error;
    if (request != null) {
      request.sql(now - start, statement);
    } else if (OUTSIDE.take(now)) {
      statement.commit();
      Requests.wrote(1);
    }
    if (known.wantsCaller(now)) {
      SqlCallerEvent caller = new SqlCallerEvent();
      caller.requestId = statement.requestId;
      caller.text = known.text();
      caller.fetchSize = -1;
      caller.commit();
    }
  }

  /**
   * An outgoing call has ended.
   *
   * @param path without query
   * @param status 0 where no answer came
   */
  public void endCall(String method, String host, int port, String path, int status, String error) {
    call.end();
    long now = System.nanoTime();
    call.client = EXECUTOR;
    call.method = Routes.usualMethod(method);
    call.host = host;
    call.port = port;
    call.route = PathClusters.cluster(path);
    call.status = status;
    call.error = error;
    call.asynchronous = Thread.currentThread() != thread;
    if (request != null) {
      call.requestId = request.id();
      request.http(call.asynchronous ? 0 : now - start, call);
    } else if (OUTSIDE.take(now)) {
      call.traceId = "";
      call.spanId = "";
      call.commit();
      Requests.wrote(1);
    }
  }
}
