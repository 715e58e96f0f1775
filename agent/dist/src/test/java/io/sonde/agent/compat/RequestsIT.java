package io.sonde.agent.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.testing.Compiler;
import io.sonde.agent.testing.JvmProcess;
import io.sonde.agent.testing.WrittenRecording;
import io.sonde.events.EventNames;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests to real servers, each in a JVM of its own with the real agent. */
class RequestsIT {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";
  private static final int ORDERS = 12;
  private static final int FAILURES = 3;
  private static final int LATER = 4;
  private static final long FILTER_NANOS = 20_000_000;
  private static final long PAUSE_NANOS = 50_000_000;

  @TempDir Path directory;
  private final HttpClient http = HttpClient.newHttpClient();

  /** A server, the fixtures that it is made of, and its jars. */
  record Server(String name, List<String> fixtures, boolean javax, String jars) {
    boolean isServlet() {
      return fixtures.contains("servlets");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static List<Server> servers() throws IOException {
    return List.of(
        servlets("Tomcat 9", "tomcat", true, testJars("tomcat-")),
        servlets("Tomcat 11", "tomcat", false, jarsBelow("tomcat.home")),
        servlets("Jetty 9.4", "jetty9", true, jarsBelow("jetty-javax.home")),
        servlets("Jetty 12.1", "jetty12", false, testJars("jetty-|slf4j-|jakarta.servlet")),
        servlets(
            "Undertow 2.3",
            "undertow",
            false,
            testJars("undertow-|xnio-|jboss-|wildfly-|smallrye-|jakarta\\.(servlet|annotation)")),
        new Server("JDK", List.of("httpserver", "recorded"), false, ""));
  }

  static Stream<Arguments> serversAndJavaHomes() throws IOException {
    List<Path> homes = JvmProcess.javaHomes().toList();
    return servers().stream()
        .flatMap(server -> homes.stream().map(home -> Arguments.of(server, home)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("serversAndJavaHomes")
  void everyRequest_isCounted_andTold(Server server, Path javaHome) throws Exception {
    Path file = directory.resolve("requests.jfr");
    try (JvmProcess jvm = start(server, javaHome, file)) {
      int port = port(jvm);
      awaitRecording(port);
      for (int i = 0; i < ORDERS; i++) {
        assertThat(get(port, "/orders/" + (1000 + i) + "?card=sesame")).isEqualTo(200);
      }
      for (int i = 0; i < FAILURES; i++) {
        assertThat(get(port, "/orders/7/boom")).isEqualTo(500);
      }
      for (int i = 0; server.isServlet() && i < LATER; i++) {
        assertThat(get(port, "/later/5")).isEqualTo(200);
        assertThat(get(port, "/again/5")).isEqualTo(200);
        assertThat(get(port, "/start/5")).isEqualTo(200);
      }
      jvm.terminate();
      assertThat(jvm.stderr())
          .doesNotContain("NoClassDefFoundError", "VerifyError", "LinkageError", "suppressed");
    }
    WrittenRecording recording = WrittenRecording.read(file);
    recording.assertClean();
    assertOrders(recording, server);
    assertFailures(recording, server);
    if (server.isServlet()) {
      assertAsynchronous(recording);
    } else {
      assertThat(requests(recording, "com.acme.servers.Server.job"))
          .as("calls of job by other methods")
          .hasSize(ORDERS)
          .allMatch(each -> each.getLong("parentId") > 0);
    }
    if (server.isServlet()) {
      assertWorkers(recording);
    }
    assertThat(recording.ofType(EventNames.REQUEST).toString()).doesNotContain("sesame", "luck");
  }

  /** The server's own pool of threads: never more of them than its limit, and idle in the end. */
  private static void assertWorkers(WrittenRecording recording) {
    List<RecordedEvent> states = recording.ofType(EventNames.EXECUTOR_STATE);
    assertThat(states)
        .isNotEmpty()
        .allMatch(state -> state.getInt("limit") > 0)
        .allMatch(state -> state.getInt("active") + state.getInt("idle") <= state.getInt("limit"))
        .allMatch(state -> state.getInt("queued") >= 0)
        .anyMatch(state -> state.getInt("active") + state.getInt("idle") > 0);
    assertThat(states.stream().map(state -> state.getString("executorClass")))
        .allMatch(
            name ->
                name.equals("org.apache.tomcat.util.threads.ThreadPoolExecutor")
                    || name.equals("org.eclipse.jetty.util.thread.QueuedThreadPool")
                    || name.equals("org.jboss.threads.EnhancedQueueExecutor"));
  }

  private static void assertOrders(WrittenRecording recording, Server server) {
    List<RecordedEvent> orders = requests(recording, "GET /orders/{id}");
    assertThat(orders).hasSize(ORDERS);
    assertThat(count(recording, "GET /orders/{id}", "count")).isEqualTo(ORDERS);
    assertThat(count(recording, "GET /orders/{id}", "errors")).isZero();
    assertThat(count(recording, "GET /orders/{id}", "measuredCount")).isEqualTo(ORDERS);
    assertThat(orders)
        .allSatisfy(
            each -> {
              assertThat(each.getInt("status")).isEqualTo(200);
              assertThat(each.getString("error")).isEmpty();
              assertThat(each.getString("traceId")).isEqualTo(TRACE);
              assertThat(each.getString("spanId")).isEqualTo(SPAN);
              assertThat(each.getString("traceSource")).isEqualTo("traceparent");
              assertThat(each.getLong("cpuNanos")).isPositive();
              assertThat(each.getLong("cpuNanos")).isLessThan(each.getDuration().toNanos() * 2);
              assertThat(each.getLong("allocatedBytes")).isPositive();
              assertThat(each.getInt("weight")).isEqualTo(1);
              assertThat(thread(each)).isEqualTo(each.getThread().getJavaName());
            });
    if (server.isServlet()) {
      assertThat(orders).allMatch(each -> each.getDuration().toNanos() >= FILTER_NANOS);
    }
  }

  private static void assertFailures(WrittenRecording recording, Server server) {
    List<RecordedEvent> failed = requests(recording, "GET /orders/{id}/boom");
    assertThat(failed).hasSize(FAILURES).allMatch(each -> each.getInt("status") == 500);
    assertThat(count(recording, "GET /orders/{id}/boom", "errors")).isEqualTo(FAILURES);
    if (server.isServlet()) {
      assertThat(failed)
          .allMatch(each -> each.getString("error").equals("java.lang.IllegalStateException"));
    }
  }

  private static void assertAsynchronous(WrittenRecording recording) {
    assertThat(requests(recording, "GET /later/{id}"))
        .hasSize(LATER)
        .allSatisfy(RequestsIT::assertLeftEarly);
    List<RecordedEvent> again = requests(recording, "GET /again/{id}");
    assertThat(again).hasSize(LATER).allSatisfy(RequestsIT::assertLeftEarly);
    List<RecordedEvent> tasks = recording.ofType(EventNames.TASK);
    assertThat(idsOf(tasks.stream().filter(RequestsIT::isDispatch)))
        .isEqualTo(idsOf(again.stream()));
    assertThat(idsOf(tasks.stream().filter(task -> !isDispatch(task))))
        .as("what the servlet's own workers do between")
        .doesNotHaveDuplicates()
        .isSubsetOf(
            idsOf(
                Stream.of("GET /again/{id}", "GET /later/{id}", "GET /start/{id}")
                    .flatMap(route -> requests(recording, route).stream())));
    List<RecordedEvent> started = requests(recording, "GET /start/{id}");
    assertThat(started).hasSize(LATER).allSatisfy(RequestsIT::assertLeftEarly);
    assertThat(idsOf(tasks.stream()))
        .as("what AsyncContext.start runs on the server's own workers")
        .containsAll(idsOf(started.stream()));
  }

  private static boolean isDispatch(RecordedEvent task) {
    return task.getString("executor").equals("servlet-async");
  }

  private static List<Long> idsOf(Stream<RecordedEvent> events) {
    return events.map(event -> event.getLong("requestId")).sorted().toList();
  }

  private static void assertLeftEarly(RecordedEvent request) {
    assertThat(request.getInt("status")).isEqualTo(200);
    assertThat(request.getDuration().toNanos()).isGreaterThanOrEqualTo(FILTER_NANOS + PAUSE_NANOS);
    assertThat(request.getLong("entryNanos"))
        .isGreaterThanOrEqualTo(FILTER_NANOS)
        .isLessThan(request.getDuration().toNanos());
  }

  private static String thread(RecordedEvent request) {
    return request.<RecordedThread>getValue("entryThread").getJavaName();
  }

  private static List<RecordedEvent> requests(WrittenRecording recording, String route) {
    return recording.ofType(EventNames.REQUEST).stream()
        .filter(event -> event.getString("route").equals(route))
        .toList();
  }

  private static long count(WrittenRecording recording, String route, String field) {
    return recording.ofType(EventNames.ROUTE_TIMING).stream()
        .filter(event -> event.getString("route").equals(route))
        .mapToLong(event -> event.getLong(field))
        .sum();
  }

  private JvmProcess start(Server server, Path javaHome, Path file) throws Exception {
    UnaryOperator<String> names =
        server.javax ? text -> text.replace("jakarta.servlet", "javax.servlet") : text -> text;
    Path classes =
        Compiler.compile(server.fixtures, names, directory.resolve("classes"), "-cp", server.jars);
    String agent =
        "-javaagent:"
            + System.getProperty("sonde.agent.jar")
            + "=entry=com.acme.servers.Server#job,file="
            + file;
    String classPath = classes + File.pathSeparator + server.jars;
    return JvmProcess.start(
        javaHome,
        directory,
        List.of(agent, "-cp", classPath, "com.acme.servers.Server", directory.toString()));
  }

  private static int port(JvmProcess jvm) throws Exception {
    jvm.awaitError(" READY");
    Matcher port = Pattern.compile("port=(\\d+) READY").matcher(jvm.stderr());
    assertThat(port.find()).as(jvm.stderr()).isTrue();
    return Integer.parseInt(port.group(1));
  }

  /** Requests before the recording runs are not recorded. */
  private void awaitRecording(int port) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (get(port, "/ready") != 200) {
      assertThat(System.nanoTime()).as("no recording within a minute").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private int get(int port, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("traceparent", "00-" + TRACE + "-" + SPAN + "-01")
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  private static Server servlets(String name, String fixture, boolean javax, String jars) {
    return new Server(name, List.of("servlets", "recorded", fixture), javax, jars);
  }

  /** Of this test's own class path, those whose names begin so. */
  private static String testJars(String names) {
    Pattern wanted = Pattern.compile("(" + names + ").*\\.jar");
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(jar -> wanted.matcher(Path.of(jar).getFileName().toString()).matches())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String jarsBelow(String home) throws IOException {
    List<String> jars = new ArrayList<>();
    for (String folder : List.of("lib", "bin")) {
      Path below = Path.of(System.getProperty(home)).resolve(folder);
      if (Files.isDirectory(below)) {
        try (Stream<Path> files = Files.list(below)) {
          files.map(Path::toString).filter(each -> each.endsWith(".jar")).forEach(jars::add);
        }
      }
    }
    return String.join(File.pathSeparator, jars);
  }
}
