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
  static HttpCall enter(@Advice.This Object call) {
    HttpCall enqueued = EnqueuedCalls.take(call);
    if (enqueued != null) {
      enqueued.enter();
      return enqueued;
    }
    if (!HttpCall.isOutermost()) {
      return null;
    }
    Request request = ((Call) call).request();
    HttpUrl url = request.url();
    return HttpCall.begin(
        "OkHttp", request.method(), url.scheme(), url.host(), url.port(), url.encodedPath());
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
