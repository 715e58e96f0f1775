package io.sonde.agent.instrument.httpclient;

import io.sonde.bootstrap.HttpCall;
import io.sonde.bootstrap.UrlConnectionCall;
import java.io.InputStream;
import java.net.HttpURLConnection;
import net.bytebuddy.asm.Advice;

/** Template for getInputStream() of HttpURLConnection, which alone waits for the answer. */
final class UrlAnswerAdvice {
  private UrlAnswerAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static HttpCall enter(
      @Advice.This HttpURLConnection connection,
      @Advice.FieldValue("inputStream") InputStream answer,
      @Advice.FieldValue("rememberedException") Exception failure) {
    return UrlConnectionCall.enter(connection, answer != null || failure != null);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter HttpCall call,
      @Advice.This HttpURLConnection connection,
      @Advice.FieldValue("responseCode") int status,
      @Advice.Thrown Throwable thrown) {
    if (call != null) {
      UrlConnectionCall.answered(call, connection, status, thrown);
    }
  }
}
