package io.sonde.bootstrap;

import java.lang.ref.WeakReference;
import java.net.HttpURLConnection;
import java.net.URL;

/**
 * What advice of HttpURLConnection calls. A call begins when a thread first connects, writes or
 * reads, and ends when the answer's header has come; the thread may have written its request in
 * between.
 */
public final class UrlConnectionCall {
  private static final String CLIENT = "HttpURLConnection";

  /** The call that this thread has begun and not ended. */
  private static final ThreadLocal<UrlConnectionCall> OPEN = new ThreadLocal<>();

  private final WeakReference<HttpURLConnection> connection;
  private final HttpCall call;

  private UrlConnectionCall(HttpURLConnection connection, HttpCall call) {
    this.connection = new WeakReference<>(connection);
    this.call = call;
  }

  /**
   * Begins a call or goes on with it; null within another.
   *
   * @param answered whether the connection's answer was read, so that nothing is sent now
   */
  public static HttpCall enter(HttpURLConnection connection, boolean answered) {
    if (answered || !HttpCall.isOutermost()) {
      return null;
    }
    UrlConnectionCall open = OPEN.get();
    if (open != null && open.connection.get() == connection) {
      open.call.enter();
      return open.call;
    }
    URL url = connection.getURL();
    HttpCall begun =
        HttpCall.begin(
            CLIENT,
            connection.getRequestMethod(),
            url.getProtocol(),
            url.getHost(),
            url.getPort(),
            url.getPath());
    if (begun.carriesTrace() && connection.getRequestProperty(begun.headerName()) == null) {
      connection.setRequestProperty(begun.headerName(), begun.header());
    }
    return begun;
  }

  /** The connection is open, or has failed to. */
  public static void connected(HttpCall call, HttpURLConnection connection, Throwable thrown) {
    if (thrown == null) {
      call.leave();
      OPEN.set(new UrlConnectionCall(connection, call));
    } else {
      answered(call, connection, 0, thrown);
    }
  }

  /** The answer's header has come, or none will. */
  public static void answered(
      HttpCall call, HttpURLConnection connection, int status, Throwable thrown) {
    OPEN.remove();
    call.method(connection.getRequestMethod()); // GET becomes POST when a body is written
    call.end(status, thrown);
  }
}
