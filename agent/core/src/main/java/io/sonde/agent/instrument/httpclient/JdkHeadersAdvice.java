package io.sonde.agent.instrument.httpclient;

import io.sonde.bootstrap.AnyHeader;
import io.sonde.bootstrap.HttpCall;
import java.net.http.HttpHeaders;
import net.bytebuddy.asm.Advice;

/**
 * Template for headers() of what an application hands to the JDK's HttpClient, an object that does
 * not change: while it is being sent it shows the trace, too.
 */
final class JdkHeadersAdvice {
  private JdkHeadersAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Return(readOnly = false) HttpHeaders headers) {
    HttpCall call = HttpCall.current();
    if (call != null
        && call.carriesTrace()
        && headers != null
        && headers.firstValue(call.headerName()).isEmpty()) {
      headers = HttpHeaders.of(call.withHeader(headers.map()), new AnyHeader());
    }
  }
}
