package io.sonde.agent.instrument.jaxrs;

import io.sonde.bootstrap.RequestStretch;
import io.sonde.bootstrap.Requests;
import net.bytebuddy.asm.Advice;
import org.jboss.resteasy.spi.metadata.ResourceMethod;

/** Template for what invokes resource methods in RESTEasy, javax and Jakarta alike. */
final class ResteasyAdvice {
  private ResteasyAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.FieldValue("method") ResourceMethod method) {
    RequestStretch current = Requests.current();
    if (current != null && current.request().isHttp()) {
      current.request().matchedEnd(method.getFullpath());
    }
  }
}
