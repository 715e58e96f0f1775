package io.sonde.bootstrap;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The application's own OpenTelemetry API, of whatever version: only methods that every release
 * since 1.0 has are called, by reflection, through the loader that the application sees it by.
 * Where it has none, that of OpenTelemetry's own agent.
 */
public final class OpenTelemetryLink {
  private static final String SPAN = "io.opentelemetry.api.trace.Span";

  /** Where OpenTelemetry's agent keeps its copy: in the boot loader, under another name. */
  private static final String SHADED = "io.opentelemetry.javaagent.shaded.";

  private static final OpenTelemetryLink NONE =
      new OpenTelemetryLink("", null, null, null, null, null);

  /**
   * Weak on both sides: a link's methods keep the application's classes and so their loader. Asked
   * by each request, so no lock.
   */
  private static final ConcurrentHashMap<Object, WeakReference<OpenTelemetryLink>> BY_LOADER =
      new ConcurrentHashMap<>();

  private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();

  /** In the boot loader, which never goes. */
  private static volatile OpenTelemetryLink ofAgent;

  /** Of the API by which the current span of a request was first found; null until then. */
  private static volatile String usedPrefix;

  /** Holds null where that is the boot loader. */
  private static volatile WeakReference<ClassLoader> usedLoader;

  private final String prefix;
  private final Method current;
  private final Method context;
  private final Method isValid;
  private final Method traceId;
  private final Method spanId;

  private OpenTelemetryLink(
      String prefix,
      Method current,
      Method context,
      Method isValid,
      Method traceId,
      Method spanId) {
    this.prefix = prefix;
    this.current = current;
    this.context = context;
    this.isValid = isValid;
    this.traceId = traceId;
    this.spanId = spanId;
  }

  /** Trace id and span id of the current thread's span; null where there is none. */
  static String[] currentSpan() {
    OpenTelemetryLink link = of(Thread.currentThread().getContextClassLoader());
    if (link.current == null) {
      return null;
    }
    try {
      Object context = link.context.invoke(link.current.invoke(null));
      if (!Boolean.TRUE.equals(link.isValid.invoke(context))) {
        return null;
      }
      if (usedPrefix == null) {
        usedLoader = new WeakReference<>(link.current.getDeclaringClass().getClassLoader());
        usedPrefix = link.prefix;
      }
      return new String[] {
        (String) link.traceId.invoke(context), (String) link.spanId.invoke(context)
      };
    } catch (ReflectiveOperationException impossible) {
      return null;
    }
  }

  /** Whether a request had a current span: somebody has set OpenTelemetry up here. */
  public static boolean isUsed() {
    return usedPrefix != null;
  }

  /** What stands before the names of that API's classes; empty but where it is the agent's own. */
  public static String usedPrefix() {
    return usedPrefix;
  }

  /** The loader of that API; null where it is the boot loader, or gone. */
  public static ClassLoader usedLoader() {
    return usedLoader.get();
  }

  private static OpenTelemetryLink of(ClassLoader loader) {
    ClassLoader key = loader == null ? ClassLoader.getSystemClassLoader() : loader;
    WeakReference<OpenTelemetryLink> held = BY_LOADER.get(new WeakIdentity.Lookup(key));
    OpenTelemetryLink known = held == null ? null : held.get();
    if (known == null) {
      known = find("", key);
      if (known == NONE) {
        known = ofAgent();
      }
      keep(key, known);
    }
    return known;
  }

  private static void keep(ClassLoader key, OpenTelemetryLink link) {
    for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
      BY_LOADER.remove(gone);
    }
    BY_LOADER.put(new WeakIdentity(key, GONE), new WeakReference<>(link));
  }

  private static OpenTelemetryLink ofAgent() {
    OpenTelemetryLink known = ofAgent;
    if (known == null) {
      known = find(SHADED, null);
      ofAgent = known;
    }
    return known;
  }

  private static OpenTelemetryLink find(String prefix, ClassLoader loader) {
    try {
      Class<?> span = Class.forName(prefix.concat(SPAN), false, loader);
      Method context = span.getMethod("getSpanContext");
      Class<?> type = context.getReturnType();
      return new OpenTelemetryLink(
          prefix,
          span.getMethod("current"),
          context,
          type.getMethod("isValid"),
          type.getMethod("getTraceId"),
          type.getMethod("getSpanId"));
    } catch (ReflectiveOperationException | LinkageError absent) {
      return NONE;
    }
  }
}
