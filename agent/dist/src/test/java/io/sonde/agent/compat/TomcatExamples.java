package io.sonde.agent.compat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Servlets, JSPs, asynchronous and non-blocking ones, of the newest Tomcat. */
final class TomcatExamples implements ExampleServer {
  @Override
  public int prepare(Path base) throws IOException {
    int port = TomcatHome.prepare(base);
    Folders.copy(TomcatHome.path().resolve("webapps/examples"), base.resolve("webapps/examples"));
    return port;
  }

  @Override
  public List<String> arguments(Path base, int port) {
    return TomcatHome.arguments(base);
  }

  @Override
  public List<String> paths() {
    return List.of(
        "/examples/index.html",
        "/examples/servlets/servlet/HelloWorldExample",
        "/examples/servlets/servlet/RequestInfoExample/a/b?c=d",
        "/examples/servlets/servlet/RequestHeaderExample",
        "/examples/servlets/servlet/RequestParamExample?firstname=Ada&lastname=Lovelace",
        "/examples/servlets/servlet/CookieExample",
        "/examples/servlets/servlet/SessionExample",
        "/examples/servletToJsp",
        "/examples/CompressionTest",
        "/examples/async/async0",
        "/examples/async/async1",
        "/examples/async/async2",
        "/examples/async/async3",
        "/examples/servlets/nonblocking/numberwriter",
        "/examples/jsp/jsp2/el/basic-arithmetic.jsp",
        "/examples/jsp/jsp2/simpletag/book.jsp",
        "/examples/jsp/jsp2/tagfiles/panel.jsp",
        "/examples/jsp/jsp2/jspx/textRotate.jspx?name=agent",
        "/examples/jsp/include/include.jsp",
        "/examples/jsp/num/numguess.jsp",
        "/examples/jsp/error/er.html",
        "/examples/jsp/error/err.jsp?name=audi&submit=Submit",
        "/examples/jsp/xml/xml.jsp",
        "/examples/jsp/nothing.jsp");
  }

  @Override
  public List<String> uploads() {
    return List.of("/examples/servlets/nonblocking/bytecounter");
  }

  @Override
  public List<String> echoes() {
    return List.of("/examples/websocket/echoAnnotation");
  }

  @Override
  public String include() {
    return "async.**";
  }

  @Override
  public List<String> woven() {
    return List.of(
        "org.apache.catalina.core.ApplicationFilterChain",
        "java.util.concurrent.ThreadPoolExecutor",
        "java.lang.Thread",
        "async.Async1");
  }

  @Override
  public List<String> routes() {
    return List.of(
        "GET /examples/servlets/servlet/HelloWorldExample",
        "GET /examples/async/{id}",
        "POST /examples/servlets/nonblocking/bytecounter");
  }

  /** A request that is dispatched to a JSP keeps its route. */
  @Override
  public List<String> otherRoutes() {
    return List.of("GET /examples/jsp/async/{id}");
  }

  @Override
  public String toString() {
    return "Tomcat";
  }
}
