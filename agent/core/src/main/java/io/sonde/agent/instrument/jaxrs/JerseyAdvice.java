package io.sonde.agent.instrument.jaxrs;

import io.sonde.bootstrap.JaxRsTemplates;
import io.sonde.bootstrap.RequestStretch;
import io.sonde.bootstrap.Requests;
import net.bytebuddy.asm.Advice;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.internal.process.RequestProcessingContext;
import org.glassfish.jersey.uri.UriTemplate;

/** Template for what invokes resource methods in Jersey, javax and Jakarta alike. */
final class JerseyAdvice {
  private JerseyAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(0) RequestProcessingContext context) {
    RequestStretch current = Requests.current();
    if (current == null || !current.request().isHttp()) {
      return;
    }
    ExtendedUriInfo uri = context.request().getUriInfo();
    String path = "";
    // The last match comes first.
    for (UriTemplate matched : uri.getMatchedTemplates()) {
      path = matched.getTemplate().concat(path);
    }
    String base = context.request().getBaseUri().getRawPath();
    current.request().matched(JaxRsTemplates.of(base.concat("/").concat(path)));
  }
}
