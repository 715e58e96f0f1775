package io.sonde.bootstrap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All routes seen. Their number is bounded, for whoever asks for names that do not exist must not
 * be able to fill the heap.
 */
public final class Routes {
  /** Routes kept apart; our choice, far above what services have. */
  static final int MOST_ROUTES = 1_000;

  /** Stands for what was seen after that many routes. */
  static final String OTHER_PATH = "/{other}";

  private static final String OTHER_METHOD = "OTHER";
  private static final int NOT_FOUND = 404;
  private static final String CATCH_ALL = "/**";
  private static final String NOT_FOUND_PATH = "/{not found}";

  private static final ConcurrentHashMap<String, ConcurrentHashMap<String, RouteCell>> BY_METHOD =
      new ConcurrentHashMap<>();
  private static final ConcurrentHashMap<String, RouteCell> ENTRIES = new ConcurrentHashMap<>();
  private static final AtomicInteger SIZE = new AtomicInteger();

  private Routes() {}

  /**
   * The route of an HTTP request.
   *
   * @param method in capitals; unusual ones share a name
   * @param template as the framework matched it, or null: then the path is clustered
   */
  static RouteCell http(String method, String template, String path, int status) {
    ConcurrentHashMap<String, RouteCell> byPath = byMethod(isUsual(method) ? method : OTHER_METHOD);
    String name = template;
    if (status == NOT_FOUND && (name == null || name.endsWith(CATCH_ALL))) {
      name = NOT_FOUND_PATH;
    } else if (name == null) {
      name = PathClusters.cluster(path);
    }
    RouteCell known = byPath.get(name);
    return known != null ? known : add(byPath, method, name);
  }

  /**
   * The template of a servlet's path.
   *
   * @param pathInfo not null where the servlet is mapped to a prefix, which the pattern leaves out
   * @param pattern as the framework matched it, or null
   * @return null without a pattern
   */
  public static String template(
      String contextPath, String servletPath, String pathInfo, Object pattern) {
    if (pattern == null) {
      return null;
    }
    String text = pattern.toString();
    String path = text.startsWith("/") ? text : "/".concat(text);
    String inServlet = pathInfo == null ? path : servletPath.concat(path);
    return contextPath.isEmpty() ? inServlet : contextPath.concat(inServlet);
  }

  /**
   * The template that Spring WebFlux matched, by annotations or by functions.
   *
   * @param attributes of the exchange
   * @param prefix of all that it serves, or null
   * @return null where nothing matched
   */
  static String reactiveTemplate(Map<String, Object> attributes, String prefix) {
    Object pattern =
        attributes.get("org.springframework.web.reactive.HandlerMapping.bestMatchingPattern");
    if (pattern == null) {
      pattern =
          attributes.get(
              "org.springframework.web.reactive.function.server.RouterFunctions.matchingPattern");
    }
    return pattern == null ? null : template(prefix == null ? "" : prefix, "", null, pattern);
  }

  /** The route of a method that is an entry point; the first kind that it is called as holds. */
  static RouteCell entry(String kind, String classAndMethod) {
    RouteCell known = ENTRIES.get(classAndMethod);
    if (known == null) {
      // Their number is that of methods that were instrumented, and of classes that inherit them.
      RouteCell added = new RouteCell(kind, classAndMethod, Objectives.of(classAndMethod));
      known = ENTRIES.putIfAbsent(classAndMethod, added);
      return known == null ? added : known;
    }
    return known;
  }

  /** All routes seen so far, in no order. */
  public static List<RouteCell> all() {
    List<RouteCell> all = new ArrayList<>(ENTRIES.values());
    for (ConcurrentHashMap<String, RouteCell> routes : BY_METHOD.values()) {
      all.addAll(routes.values());
    }
    return all;
  }

  /** Forgets all routes. */
  public static void clear() {
    BY_METHOD.clear();
    ENTRIES.clear();
    SIZE.set(0);
  }

  private static ConcurrentHashMap<String, RouteCell> byMethod(String method) {
    ConcurrentHashMap<String, RouteCell> known = BY_METHOD.get(method);
    if (known != null) {
      return known;
    }
    BY_METHOD.putIfAbsent(method, new ConcurrentHashMap<>());
    return BY_METHOD.get(method);
  }

  private static RouteCell add(
      ConcurrentHashMap<String, RouteCell> byPath, String method, String name) {
    String path = SIZE.get() >= MOST_ROUTES ? OTHER_PATH : name;
    String shown = isUsual(method) ? method : OTHER_METHOD;
    String route = shown.concat(" ").concat(path);
    RouteCell added = new RouteCell(Requests.HTTP, route, Objectives.of(route));
    RouteCell before = byPath.putIfAbsent(path, added);
    if (before != null) {
      return before;
    }
    SIZE.incrementAndGet();
    return added;
  }

  /** The method, or what unusual ones are shown as. */
  static String usualMethod(String method) {
    return method != null && isUsual(method) ? method : OTHER_METHOD;
  }

  private static boolean isUsual(String method) {
    switch (method) {
      case "GET":
      case "POST":
      case "PUT":
      case "DELETE":
      case "PATCH":
      case "HEAD":
      case "OPTIONS":
        return true;
      default:
        return false;
    }
  }
}
