package io.sonde.bootstrap;

import java.lang.reflect.Method;
import java.util.function.BiConsumer;

/**
 * Ends a call that the JDK's HttpClient has sent without waiting. The client's module is none of
 * the boot loader's, so its answer is asked by reflection.
 */
public final class HttpClientEnd implements BiConsumer<Object, Throwable> {
  private static volatile Method statusCode;

  private final HttpCall call;

  public HttpClientEnd(HttpCall call) {
    this.call = call;
  }

  @Override
  public void accept(Object response, Throwable thrown) {
    try {
      call.finish(response == null ? 0 : status(response), thrown);
    } catch (Throwable unexpected) {
      ProbeErrors.suppressed(unexpected);
    }
  }

  private static int status(Object response) throws ReflectiveOperationException {
    Method known = statusCode;
    if (known == null) {
      ClassLoader platform = ClassLoader.getPlatformClassLoader();
      known = Class.forName("java.net.http.HttpResponse", false, platform).getMethod("statusCode");
      statusCode = known;
    }
    return (Integer) known.invoke(response);
  }
}
