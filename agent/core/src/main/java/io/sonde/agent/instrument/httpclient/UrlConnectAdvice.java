package io.sonde.agent.instrument.httpclient;

import io.sonde.bootstrap.HttpCall;
import io.sonde.bootstrap.UrlConnectionCall;
import java.net.HttpURLConnection;
import net.bytebuddy.asm.Advice;

/** Template for connect() and getOutputStream() of HttpURLConnection. */
final class UrlConnectAdvice {
  private UrlConnectAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static HttpCall enter(@Advice.This HttpURLConnection connection) {
    return UrlConnectionCall.enter(connection, false);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter HttpCall call,
      @Advice.This HttpURLConnection connection,
      @Advice.Thrown Throwable thrown) {
    if (call != null) {
      UrlConnectionCall.connected(call, connection, thrown);
    }
  }
}
