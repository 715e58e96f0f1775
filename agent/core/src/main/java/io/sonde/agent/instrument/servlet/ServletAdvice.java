package io.sonde.agent.instrument.servlet;

import io.sonde.bootstrap.ActiveRequest;
import io.sonde.bootstrap.AsyncEnd;
import io.sonde.bootstrap.RequestStretch;
import io.sonde.bootstrap.Requests;
import io.sonde.bootstrap.Routes;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import net.bytebuddy.asm.Advice;

/**
 * Template for filter chains and servlets, whichever is outermost. Also used with javax.servlet,
 * whose names are put in place of these.
 */
final class ServletAdvice {
  private ServletAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static RequestStretch enter(@Advice.Argument(0) ServletRequest request) {
    RequestStretch current = Requests.current();
    if (current != null && current.request().isHttp()) {
      current.request().lookForSpan();
      return null;
    }
    if (!(request instanceof HttpServletRequest)) {
      return null;
    }
    HttpServletRequest http = (HttpServletRequest) request;
    Object known = http.getAttribute(Requests.ATTRIBUTE);
    RequestStretch begun;
    if (known instanceof ActiveRequest) {
      // An error page is made after the request has ended.
      ActiveRequest active = (ActiveRequest) known;
      begun = active.hasEnded() ? null : Requests.resume(active, "servlet-async");
    } else {
      begun =
          Requests.beginHttp(
              http.getHeader("traceparent"),
              http.getHeader("b3"),
              http.getHeader("X-B3-TraceId"),
              http.getHeader("X-B3-SpanId"));
      if (begun != null) {
        http.setAttribute(Requests.ATTRIBUTE, begun.request());
        if (begun.request().isTold()) {
          begun.request().cameInBySecure(http.isSecure());
        }
      }
    }
    if (begun != null) {
      begun.enter();
    }
    return begun;
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter RequestStretch stretch,
      @Advice.Argument(0) ServletRequest request,
      @Advice.Argument(1) ServletResponse response,
      @Advice.Thrown Throwable thrown) {
    if (stretch == null) {
      return;
    }
    stretch.leave();
    ActiveRequest active = stretch.request();
    HttpServletRequest http = (HttpServletRequest) request;
    String template =
        Routes.template(
            http.getContextPath(),
            http.getServletPath(),
            http.getPathInfo(),
            http.getAttribute(
                "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern"));
    String path = active.cameInBy(http.getRequestURI());
    if (thrown == null && http.isAsyncStarted()) {
      active.suspend();
      AsyncEnd end = new AsyncEnd(active, response, http.getMethod(), template, path);
      try {
        http.getAsyncContext()
            .addListener(
                (AsyncListener)
                    Proxy.newProxyInstance(
                        AsyncListener.class.getClassLoader(),
                        new Class<?>[] {AsyncListener.class},
                        end));
        return;
      } catch (IllegalStateException completed) {
        // Ended while we looked.
      }
    }
    Throwable error = thrown;
    if (thrown instanceof ServletException && thrown.getCause() != null) {
      error = thrown.getCause();
    }
    int status = ((HttpServletResponse) response).getStatus();
    active.endHttp(status, http.getMethod(), template, path, error);
  }
}
