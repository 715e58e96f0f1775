package io.sonde.bootstrap;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/**
 * What advice of HTTP clients calls. Clients use each other, and drivers of databases use them: of
 * calls within calls the outermost counts.
 */
public final class HttpCall {
  private static final int MOST_OUTSIDE_PER_SECOND = 100;
  private static final int MOST_CALLERS_PER_SECOND = 10;
  private static final int LEAST_ERROR = 400;
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private static final ThreadLocal<HttpCall> CURRENT = new ThreadLocal<>();
  private static final SecondBudget OUTSIDE = new SecondBudget(MOST_OUTSIDE_PER_SECOND);
  private static final SecondBudget CALLERS = new SecondBudget(MOST_CALLERS_PER_SECOND);

  private final HttpCallEvent event = new HttpCallEvent();

  /** Null outside of requests. */
  private final ActiveRequest request;

  private final long start;

  /** Span in which it was sent; 0 where nobody listens. */
  private final long parentSpanId;

  /** Its own; 0 where nobody listens. */
  private final long spanId;

  /** Whether the request that is sent got a header from us. */
  private boolean headerSet;

  private String scheme = "http";
  private boolean asynchronous;

  private HttpCall() {
    RequestStretch stretch = Requests.current();
    request = stretch == null ? null : stretch.request();
    parentSpanId = stretch == null ? 0 : stretch.spanId();
    spanId = LiveSignals.areOn() ? RequestSpans.newId() : 0;
    event.begin();
    start = System.nanoTime();
  }

  /** Whether a call that begins now would count; to be asked before {@link #begin}. */
  public static boolean isOutermost() {
    return Requests.recorded()
        && CURRENT.get() == null
        && !DatabaseCall.isWithin()
        && !LiveSignals.isOwnThread();
  }

  /**
   * Begins a call, which the current thread is in from now on; to be called last by advice.
   *
   * @param client the library's name
   * @param port -1: the scheme's own
   * @param path with or without a query
   */
  public static HttpCall begin(
      String client, String method, String scheme, String host, int port, String path) {
    HttpCall call = new HttpCall();
    HttpCallEvent event = call.event;
    event.client = client;
    event.method = Routes.usualMethod(method);
    event.host = host == null ? "" : host;
    boolean secure = "https".equalsIgnoreCase(scheme);
    event.port = port > 0 ? port : secure ? HTTPS_PORT : HTTP_PORT;
    call.scheme = secure ? "https" : "http";
    event.route = PathClusters.cluster(withoutQuery(path));
    call.enter();
    return call;
  }

  /** The same with the parts of a URI; null without one: the client will refuse it. */
  public static HttpCall begin(String client, String method, URI uri) {
    return uri == null
        ? null
        : begin(client, method, uri.getScheme(), uri.getHost(), uri.getPort(), uri.getRawPath());
  }

  /** The same with an address as text; null where that is none. */
  public static HttpCall beginUrl(String client, String method, String address) {
    try {
      return begin(client, method, new URI(withoutQuery(address)));
    } catch (URISyntaxException unusable) {
      return null;
    }
  }

  /** What the current thread is in, or null. */
  public static HttpCall current() {
    return CURRENT.get();
  }

  /**
   * Whether the request that is sent carries the trace on: it is told live, by us. To be asked
   * before the header.
   */
  public boolean carriesTrace() {
    return spanId != 0
        && request != null
        && request.isTold()
        && LiveSignals.carryTraces()
        && !request.trace().isOpenTelemetry();
  }

  /** Name of the header by which the trace is carried on. */
  public String headerName() {
    return request.trace().headerName();
  }

  /** That header. */
  public String header() {
    return request.trace().header(spanId);
  }

  /** The request that is sent, an object of the application's, has got the header. */
  public void headerIsSet() {
    headerSet = true;
  }

  /** Whether the header is to be taken out again: the application may send the object once more. */
  public boolean takesHeaderOut() {
    return headerSet;
  }

  /** Headers with the one that carries the trace on. */
  public Map<String, List<String>> withHeader(Map<String, List<String>> headers) {
    Map<String, List<String>> all = new HashMap<>(headers);
    all.put(headerName(), List.of(header()));
    return all;
  }

  /** The current thread goes on with a call. */
  public void enter() {
    CURRENT.set(this);
  }

  /** The current thread does something else before the call ends. */
  public void leave() {
    CURRENT.set(null);
  }

  /** Nobody waits for the answer: the call's time is no wait of the thread that sent it. */
  public void becomeAsynchronous() {
    asynchronous = true;
  }

  /** Changes the method, which some clients know only when they send. */
  void method(String method) {
    event.method = Routes.usualMethod(method);
  }

  /**
   * Ends a call on the thread that is in it.
   *
   * @param status of the answer; 0 where none came
   * @param thrown out of the client, or null
   */
  public void end(int status, Throwable thrown) {
    leave();
    finish(status, thrown);
    if (!asynchronous && CALLERS.take(start)) {
      tellCaller();
    }
  }

  /** A stack trace for each call would cost too much. */
  private void tellCaller() {
    HttpCallerEvent caller = new HttpCallerEvent();
    caller.requestId = event.requestId;
    caller.method = event.method;
    caller.host = event.host;
    caller.port = event.port;
    caller.route = event.route;
    caller.commit();
  }

  /** Ends a call on any thread; parameters as of {@link #end}. */
  public void finish(int status, Throwable thrown) {
    event.end();
    long now = System.nanoTime();
    event.status = Math.max(0, status);
    event.error = error(status, thrown);
    event.asynchronous = asynchronous;
    if (LiveSignals.areOn()) {
      tell(now);
    }
    if (request != null) {
      event.requestId = request.id();
      request.http(asynchronous ? 0 : now - start, event);
    } else if (OUTSIDE.take(now)) {
      event.traceId = "";
      event.spanId = "";
      event.commit();
      Requests.wrote(1);
    }
  }

  private void tell(long now) {
    LiveSignals.ended(
        request,
        new LiveHttpCall(
            spanId == 0 ? RequestSpans.newId() : spanId,
            parentSpanId,
            start,
            now,
            event.method,
            scheme,
            event.host,
            event.port,
            event.route,
            event.status,
            event.error));
  }

  /** HttpURLConnection throws when it was answered 400 or more; the status says it all then. */
  private static String error(int status, Throwable thrown) {
    if (thrown == null || status >= LEAST_ERROR) {
      return "";
    }
    Throwable cause = thrown.getCause();
    boolean wrapped = thrown instanceof CompletionException && cause != null;
    return (wrapped ? cause : thrown).getClass().getName();
  }

  private static String withoutQuery(String path) {
    if (path == null) {
      return null;
    }
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }
}
