package io.sonde.agent.instrument.httpclient;

import io.sonde.bootstrap.EnqueuedCalls;
import io.sonde.bootstrap.HttpCall;
import net.bytebuddy.asm.Advice;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Template for the interceptor chain of OkHttp's calls: on the caller's thread, or on the
 * dispatcher's for those that were enqueued.
 */
final class OkHttpAdvice {
  private OkHttpAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static HttpCall enter(
      @Advice.This Object call,
      @Advice.FieldValue(value = "originalRequest", readOnly = false) Request original) {
    HttpCall begun = EnqueuedCalls.take(call);
    Request request = ((Call) call).request();
    if (begun != null) {
      begun.enter();
    } else if (HttpCall.isOutermost()) {
      HttpUrl url = request.url();
      begun =
          HttpCall.begin(
              "OkHttp", request.method(), url.scheme(), url.host(), url.port(), url.encodedPath());
    } else {
      return null;
    }
    if (begun.carriesTrace() && request.header(begun.headerName()) == null) {
      // It cannot be changed; a call is made once, so it may have another.
      original = request.newBuilder().header(begun.headerName(), begun.header()).build();
    }
    return begun;
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter HttpCall call,
      @Advice.Return Response response,
      @Advice.Thrown Throwable thrown) {
    if (call != null) {
      call.end(response == null ? 0 : response.code(), thrown);
    }
  }
}
