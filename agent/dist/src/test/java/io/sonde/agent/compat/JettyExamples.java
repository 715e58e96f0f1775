package io.sonde.agent.compat;

import io.sonde.agent.testing.JvmProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What Jetty 9.4 ships as its demo, with continuations, filters that suspend a request, dispatches
 * and JSPs; beside it Jersey's hello world.
 */
final class JettyExamples implements ExampleServer {
  private static Path home() {
    return Path.of(System.getProperty("jetty-javax.home"));
  }

  @Override
  public int prepare(Path base) throws IOException {
    Folders.copy(home().resolve("demo-base"), base);
    Files.delete(base.resolve("start.d/https.ini"));
    Path jersey = Path.of(System.getProperty("examples.home"), "jersey.war");
    Files.copy(jersey, base.resolve("webapps/jersey.war"));
    return JvmProcess.freePort();
  }

  @Override
  public List<String> arguments(Path base, int port) {
    return List.of(
        "-Djava.io.tmpdir=" + base,
        "-jar",
        home().resolve("start.jar").toString(),
        "jetty.base=" + base,
        "jetty.http.host=127.0.0.1",
        "jetty.http.port=" + port);
  }

  @Override
  public List<String> paths() {
    return List.of(
        "/test/hello",
        "/",
        "/test/",
        "/test/d.txt",
        "/test/dump/info?a=b",
        "/test/dump/info?sleep=50",
        "/test/dump/info?suspend=50",
        "/test/dump/info?suspend=5000&resume=50",
        "/test/dump/info?suspend=5000&complete=50",
        "/test/dump/stream?lines=50",
        "/test/session/",
        "/test/cookie/",
        "/test/dispatch/includeS/dump/info",
        "/test/dispatch/forward/dump/info",
        "/test/rewritten/x",
        "/test/testservlet/y",
        "/test/jsp/dump.jsp",
        "/test/jsp/tag.jsp",
        "/test/jsp/jstl.jsp",
        "/test/jsp/tagfile.jsp",
        "/test/jsp/expr.jsp?A=1",
        "/test/jsp/foo/",
        "/test/auth/file.txt",
        "/test/nothing",
        "/test-spec/test",
        "/test-spec/multi",
        "/test-jndi/test",
        "/async-rest/",
        "/jersey/helloworld");
  }

  @Override
  public String include() {
    return "com.acme.**";
  }

  @Override
  public List<String> woven() {
    return List.of(
        "javax.servlet.http.HttpServlet",
        "org.glassfish.jersey.server.model.ResourceMethodInvoker",
        "java.util.concurrent.ThreadPoolExecutor",
        "com.acme.Dump");
  }

  @Override
  public List<String> routes() {
    return List.of("GET /test/hello", "GET /test/dump/info", "GET /jersey/helloworld");
  }

  @Override
  public String toString() {
    return "Jetty";
  }
}
