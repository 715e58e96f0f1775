package io.sonde.agent.instrument.httpclient;

import io.sonde.bootstrap.EnqueuedCalls;
import io.sonde.bootstrap.HttpCall;
import net.bytebuddy.asm.Advice;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** Template for enqueue(…) of OkHttp's calls. */
final class OkHttpEnqueueAdvice {
  private OkHttpEnqueueAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static HttpCall enter(@Advice.This Object call) {
    if (!HttpCall.isOutermost()) {
      return null;
    }
    Request request = ((Call) call).request();
    HttpUrl url = request.url();
    HttpCall begun =
        HttpCall.begin(
            "OkHttp", request.method(), url.scheme(), url.host(), url.port(), url.encodedPath());
    begun.becomeAsynchronous();
    EnqueuedCalls.put(call, begun);
    return begun;
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter HttpCall begun, @Advice.This Object call, @Advice.Thrown Throwable thrown) {
    if (begun != null) {
      begun.leave();
      if (thrown != null) {
        EnqueuedCalls.refused(call, begun);
      }
    }
  }
}
