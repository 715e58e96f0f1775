package io.sonde.agent.instrument;

import java.util.List;
import java.util.Map;

/** Methods of frameworks that know a route's template, and of servers beside servlet containers. */
final class FrameworkMethods {
  private static final String ADVICE = "io.sonde.agent.instrument.";

  private FrameworkMethods() {}

  static void addTo(List<LibraryMethod> all) {
    add(
        all,
        "org.glassfish.jersey.server.model.ResourceMethodInvoker",
        "apply",
        "(Lorg/glassfish/jersey/server/internal/process/RequestProcessingContext;",
        "jaxrs.JerseyAdvice");
    add(
        all,
        "org.jboss.resteasy.core.ResourceMethodInvoker",
        "invoke",
        "(Lorg/jboss/resteasy/spi/HttpRequest;Lorg/jboss/resteasy/spi/HttpResponse;",
        "jaxrs.ResteasyAdvice");
    add(
        all,
        "org.springframework.web.reactive.DispatcherHandler",
        "handle",
        "(Lorg/springframework/web/server/ServerWebExchange;)",
        "reactive.WebFluxAdvice");
    add(
        all,
        "reactor.netty.http.server.HttpServer$HttpServerHandle",
        "onStateChange",
        "(Lreactor/netty/Connection;",
        "reactive.ReactorServerAdvice");
    add(
        all,
        "org.springframework.scheduling.support.ScheduledMethodRunnable",
        "run",
        "()",
        "entry.ScheduledRunnableAdvice");
  }

  private static void add(
      List<LibraryMethod> all, String className, String method, String arguments, String advice) {
    all.add(new LibraryMethod(className, method, arguments, ADVICE + advice, Map.of()));
  }
}
