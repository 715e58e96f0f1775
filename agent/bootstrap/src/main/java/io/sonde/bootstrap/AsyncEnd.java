package io.sonde.bootstrap;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;

/**
 * Behind a proxy of the servlet library's AsyncListener: ends a request when its asynchronous
 * answer is complete. A proxy, because a class of ours could not implement the application's
 * interface.
 */
public final class AsyncEnd implements InvocationHandler {
  private final ActiveRequest request;
  private final Object response;
  private final String method;
  private final String template;
  private final String path;
  private volatile Throwable failure;

  /**
   * @param response the library's HttpServletResponse
   * @param template and {@code path}: as {@link ActiveRequest#endHttp}
   */
  public AsyncEnd(
      ActiveRequest request, Object response, String method, String template, String path) {
    this.request = request;
    this.response = response;
    this.method = method;
    this.template = template;
    this.path = path;
  }

  @Override
  public Object invoke(Object proxy, Method called, Object[] arguments) {
    switch (called.getName()) {
      case "onComplete":
        end();
        return null;
      case "onError":
        failed(arguments[0]);
        return null;
      case "equals":
        return proxy == arguments[0];
      case "hashCode":
        return System.identityHashCode(proxy);
      case "toString":
        return "sonde";
      default:
        return null;
    }
  }

  /** The container completes the answer afterwards. */
  private void failed(Object asyncEvent) {
    try {
      failure = (Throwable) call(asyncEvent, "AsyncEvent", "getThrowable");
    } catch (Throwable unexpected) {
      ProbeErrors.suppressed(unexpected);
    }
  }

  private void end() {
    try {
      int status = (Integer) call(response, "http.HttpServletResponse", "getStatus");
      request.endHttp(status, method, template, path, failure);
    } catch (Throwable unexpected) {
      ProbeErrors.suppressed(unexpected);
    }
  }

  /** By the library's interface: the object's own class need not be accessible. */
  private static Object call(Object target, String type, String method)
      throws ReflectiveOperationException {
    return interfaceOf(target.getClass(), type).getMethod(method).invoke(target);
  }

  private static Class<?> interfaceOf(Class<?> type, String name) throws ClassNotFoundException {
    ClassLoader loader = type.getClassLoader();
    try {
      return Class.forName("jakarta.servlet.".concat(name), false, loader);
    } catch (ClassNotFoundException older) {
      return Class.forName("javax.servlet.".concat(name), false, loader);
    }
  }
}
