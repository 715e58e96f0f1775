package io.sonde.agent.instrument;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The methods of libraries that get advice, by class. */
final class Libraries {
  private static final String ADVICE = "io.sonde.agent.instrument.";

  /** Filter chains of servlet containers, which see a request before any servlet. */
  private static final List<String> FILTER_CHAINS =
      List.of(
          "org.apache.catalina.core.ApplicationFilterChain",
          "org.eclipse.jetty.servlet.FilterHolder",
          "org.eclipse.jetty.ee8.servlet.FilterHolder",
          "org.eclipse.jetty.ee9.servlet.FilterHolder",
          "org.eclipse.jetty.ee10.servlet.FilterHolder",
          "org.eclipse.jetty.ee11.servlet.FilterHolder",
          "io.undertow.servlet.handlers.FilterHandler$FilterChainImpl");

  /** Servers' worker pools. */
  private static final List<String> EXECUTORS =
      List.of(
          "org.apache.tomcat.util.threads.ThreadPoolExecutor",
          "org.eclipse.jetty.util.thread.QueuedThreadPool",
          "org.jboss.threads.EnhancedQueueExecutor");

  /** Advice is written with Jakarta's names; those of javax.servlet are put in their place. */
  private static final Map<String, Map<String, String>> SERVLET_NAMES =
      Map.of(
          "jakarta/servlet/",
          Map.of(),
          "javax/servlet/",
          Map.of("jakarta/servlet/", "javax/servlet/"));

  private static final Map<String, List<LibraryMethod>> BY_CLASS = byClass();

  private Libraries() {}

  /** Methods of a class; none when it is no class of a library we know. */
  static List<LibraryMethod> of(String className) {
    return BY_CLASS.getOrDefault(className, List.of());
  }

  /** Whether requests come in by a class. */
  static boolean bringsRequests(String className) {
    for (LibraryMethod method : of(className)) {
      if (method.bringsRequests()) {
        return true;
      }
    }
    return false;
  }

  /** Advice classes, for tests. */
  static List<LibraryMethod> all() {
    List<LibraryMethod> all = new ArrayList<>();
    for (Map.Entry<String, Map<String, String>> names : SERVLET_NAMES.entrySet()) {
      addServlets(all, names.getKey(), names.getValue());
    }
    all.add(
        new LibraryMethod(
            "com.sun.net.httpserver.Filter$Chain",
            "doFilter",
            "(Lcom/sun/net/httpserver/HttpExchange;",
            ADVICE + "httpserver.HttpServerAdvice",
            Map.of()));
    all.addAll(HttpClients.METHODS);
    FrameworkMethods.addTo(all);
    for (String executor : EXECUTORS) {
      all.add(
          new LibraryMethod(
              executor,
              "execute",
              "(Ljava/lang/Runnable;",
              ADVICE + "executor.SeenAdvice",
              Map.of()));
    }
    return all;
  }

  /** Plain loops: this is looked at from premain on, where the first lambda of a kind is dear. */
  private static Map<String, List<LibraryMethod>> byClass() {
    Map<String, List<LibraryMethod>> byClass = new HashMap<>();
    for (LibraryMethod method : all()) {
      List<LibraryMethod> known = byClass.get(method.className());
      if (known == null) {
        known = new ArrayList<>();
        byClass.put(method.className(), known);
      }
      known.add(method);
    }
    return byClass;
  }

  private static void addServlets(
      List<LibraryMethod> all, String api, Map<String, String> renamed) {
    String arguments = "(L" + api + "ServletRequest;L" + api + "ServletResponse;";
    String advice = ADVICE + "servlet.ServletAdvice";
    for (String chain : FILTER_CHAINS) {
      all.add(new LibraryMethod(chain, "doFilter", arguments, advice, renamed));
    }
    String servlet = api.replace('/', '.') + "http.HttpServlet";
    all.add(new LibraryMethod(servlet, "service", arguments, advice, renamed));
  }
}
