package io.sonde.agent.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.testing.Compiler;
import io.sonde.agent.testing.JvmProcess;
import io.sonde.agent.testing.WrittenRecording;
import io.sonde.events.EventNames;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls in known numbers to a server in the same JVM, by each HTTP client. */
class HttpCallIT {
  private static final String CHARGE = "com.acme.clients.Main.charge";
  private static final String LATER = "com.acme.clients.Main.later";
  private static final int ROUNDS = 10;
  private static final int CALLS = 3;
  private static final int SENT_LATER = 4;
  private static final int OUTSIDE = 3;

  @TempDir Path directory;

  /**
   * A client with its jars.
   *
   * @param told by which name its calls are told
   * @param sends how it can
   */
  record Client(String name, String fixture, String type, String told, Sending sends, String jars) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Whether the sending thread waits for the answer. */
  enum Sending {
    WAITING,
    EITHER,
    WITHOUT_WAITING
  }

  private static List<Client> clients() throws IOException {
    String apache = "httpclient5-|httpcore5-|slf4j-api-|commons-codec-";
    String okHttp = "okhttp-jvm-|okio-jvm-|kotlin-stdlib-";
    String spring = "spring-|micrometer-|jspecify-|commons-logging-";
    String told = "Apache HttpClient";
    return List.of(
        new Client("JDK", "jdk", "Jdk", "java.net.http", Sending.EITHER, ""),
        new Client("HttpURLConnection", "url", "Url", "HttpURLConnection", Sending.WAITING, ""),
        new Client("Apache 5.0", "apache", "Apache", told, Sending.EITHER, oldest("apache")),
        apache("5.1.3"),
        apache("5.2.3"),
        new Client("Apache 5, newest", "apache", "Apache", told, Sending.EITHER, testJars(apache)),
        new Client("OkHttp 3.0", "okhttp", "OkHttp", "OkHttp", Sending.EITHER, oldest("okhttp")),
        new Client("OkHttp 4.12", "okhttp", "OkHttp", "OkHttp", Sending.EITHER, oldest("okhttp4")),
        new Client("OkHttp 5", "okhttp", "OkHttp", "OkHttp", Sending.EITHER, testJars(okHttp)),
        reactor("1.0.0"),
        reactor("1.3.7"),
        new Client(
            "Spring 6.1", "spring", "Spring", "java.net.http", Sending.WAITING, oldest("spring")),
        new Client(
            "Spring 7", "spring", "Spring", "java.net.http", Sending.WAITING, testJars(spring)));
  }

  private static Client apache(String version) throws IOException {
    String library = "org.apache.httpcomponents.client5:httpclient5:" + version;
    String jars = LibraryJars.of(List.of(library));
    return new Client(
        "Apache " + version, "apache", "Apache", "Apache HttpClient", Sending.EITHER, jars);
  }

  private static Client reactor(String version) throws IOException {
    String told = "Reactor Netty";
    String jars = LibraryJars.of(List.of("io.projectreactor.netty:reactor-netty-http:" + version));
    return new Client(
        told + " " + version, "reactor", "Reactor", told, Sending.WITHOUT_WAITING, jars);
  }

  static Stream<Arguments> clientsAndJavaHomes() throws IOException {
    List<Path> homes = JvmProcess.javaHomes().toList();
    return clients().stream()
        .flatMap(client -> homes.stream().map(home -> Arguments.of(client, home)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("clientsAndJavaHomes")
  void everyCall_once_withItsRequest_andWithoutItsSecrets(Client client, Path javaHome)
      throws Exception {
    boolean told = javaHome.equals(JvmProcess.javaHomes().findFirst().orElseThrow());
    WrittenRecording recording = run(client, javaHome, told ? ",otlp=http://127.0.0.1:1" : "");
    recording.assertClean();
    assertThat(recording.ofType(EventNames.HTTP_CALL))
        .allSatisfy(
            call -> {
              assertThat(call.getString("client")).isEqualTo(client.told);
              assertThat(call.getString("host")).isEqualTo("localhost");
              assertThat(call.getInt("port")).isPositive();
              assertThat(call.getString("route")).matches("/[a-z]+/\\{id}");
            });
    assertRequests(recording, client.sends == Sending.WITHOUT_WAITING);
    assertCalls(recording, client.sends != Sending.WAITING);
    assertLater(recording, client);
    assertServers(recording);
    assertTraces(recording, told);
    assertThat(recording.ofType(EventNames.HTTP_CALL).toString()).doesNotContain("sesame");
  }

  private static void assertRequests(WrittenRecording recording, boolean asynchronous) {
    assertThat(requests(recording, CHARGE))
        .hasSize(ROUNDS)
        .allSatisfy(
            request -> {
              assertThat(request.getLong("httpCount")).isEqualTo(CALLS);
              assertThat(request.getLong("httpNanos"))
                  .matches(nanos -> asynchronous == (nanos == 0))
                  .isLessThan(request.getDuration().toNanos());
              assertThat(callsOf(recording, request))
                  .hasSize(CALLS)
                  .allMatch(
                      call ->
                          call.getBoolean("asynchronous") == asynchronous
                              && !call.getStartTime().isBefore(request.getStartTime())
                              && !call.getEndTime().isAfter(request.getEndTime())
                              && same(call, request, "traceId")
                              && same(call, request, "spanId"));
            });
    assertThat(sum(recording, CHARGE, "httpCount")).isEqualTo((long) ROUNDS * CALLS);
    assertThat(sum(recording, CHARGE, "httpNanos") == 0).isEqualTo(asynchronous);
  }

  private static void assertCalls(WrittenRecording recording, boolean alsoLater) {
    assertThat(calls(recording, "GET", "/payments/{id}"))
        .hasSize(ROUNDS)
        .allMatch(call -> call.getInt("status") == 200 && call.getString("error").isEmpty());
    assertThat(calls(recording, "POST", "/payments/{id}"))
        .hasSize(ROUNDS)
        .allMatch(call -> call.getInt("status") == 201);
    assertThat(calls(recording, "GET", "/missing/{id}"))
        .hasSize(ROUNDS)
        .allMatch(call -> call.getInt("status") == 404 && call.getString("error").isEmpty());
    assertThat(calls(recording, "GET", "/refused/{id}"))
        .hasSize(alsoLater ? 2 : 1)
        .allMatch(
            call ->
                call.getInt("status") == 0
                    && call.getString("error").contains("ConnectException")
                    && call.getLong("requestId") > 0);
    assertThat(calls(recording, "GET", "/outside/{id}"))
        .hasSize(OUTSIDE)
        .allMatch(call -> call.getInt("status") == 200 && call.getLong("requestId") == 0);
    assertThat(calls(recording, "GET", "/moved/{id}"))
        .hasSize(alsoLater ? 2 : 1)
        .allMatch(call -> call.getInt("status") == 200 || call.getInt("status") == 302);
    assertThat(calls(recording, "GET", "/arrived/{id}")).isEmpty();
  }

  /** Told with their owner and their time, and no wait of the thread that sent them. */
  private static void assertLater(WrittenRecording recording, Client client) {
    List<RecordedEvent> requests = requests(recording, LATER);
    assertThat(requests).hasSize(1);
    RecordedEvent request = requests.get(0);
    List<RecordedEvent> later = calls(recording, "GET", "/later/{id}");
    assertThat(later)
        .hasSize(client.sends == Sending.WAITING ? 0 : SENT_LATER)
        .allMatch(
            call ->
                call.getBoolean("asynchronous")
                    && call.getInt("status") == 200
                    && call.getDuration().toNanos() > 0
                    && call.getLong("requestId") == request.getLong("requestId"));
    assertThat(request.getLong("httpNanos")).isZero();
  }

  /** Who is called in the same JVM is another request, and calls nobody. */
  private static void assertServers(WrittenRecording recording) {
    List<RecordedEvent> served = requests(recording, "POST /payments/{id}");
    assertThat(served)
        .hasSize(ROUNDS)
        .allMatch(request -> request.getLong("httpCount") == 0)
        .allMatch(request -> callsOf(recording, request).isEmpty());
  }

  /** A trace goes on where it is told live, and no header is added where it is not. */
  private static void assertTraces(WrittenRecording recording, boolean told) {
    Set<String> sent =
        requests(recording, CHARGE).stream()
            .map(request -> request.getString("traceId"))
            .collect(Collectors.toSet());
    for (String route : List.of("POST /payments/{id}", "GET /payments/{id}")) {
      assertThat(requests(recording, route))
          .hasSize(ROUNDS)
          .allMatch(
              request -> request.getString("traceSource").equals(told ? "traceparent" : "own"))
          .allMatch(request -> sent.contains(request.getString("traceId")) == told);
    }
  }

  private static boolean same(RecordedEvent one, RecordedEvent other, String field) {
    return !one.getString(field).isEmpty() && one.getString(field).equals(other.getString(field));
  }

  private static List<RecordedEvent> requests(WrittenRecording recording, String route) {
    return recording.ofType(EventNames.REQUEST).stream()
        .filter(event -> event.getString("route").equals(route))
        .toList();
  }

  private static List<RecordedEvent> callsOf(WrittenRecording recording, RecordedEvent request) {
    return recording.ofType(EventNames.HTTP_CALL).stream()
        .filter(event -> event.getLong("requestId") == request.getLong("requestId"))
        .toList();
  }

  private static List<RecordedEvent> calls(
      WrittenRecording recording, String method, String route) {
    return recording.ofType(EventNames.HTTP_CALL).stream()
        .filter(event -> event.getString("method").equals(method))
        .filter(event -> event.getString("route").equals(route))
        .toList();
  }

  private static long sum(WrittenRecording recording, String route, String field) {
    return recording.ofType(EventNames.ROUTE_TIMING).stream()
        .filter(event -> event.getString("route").equals(route))
        .mapToLong(event -> event.getLong(field))
        .sum();
  }

  private WrittenRecording run(Client client, Path javaHome, String keys) throws Exception {
    List<String> fixtures = List.of("httpclients", "httpclient-" + client.fixture);
    Path classes =
        Compiler.compile(fixtures, text -> text, directory.resolve("classes"), "-cp", client.jars);
    Path file = directory.resolve("http.jfr");
    String agent =
        "-javaagent:"
            + System.getProperty("sonde.agent.jar")
            + "=entry=com.acme.clients.Main#charge,com.acme.clients.Main#later"
            + ",com.acme.clients.Main#refused,file="
            + file
            + keys;
    List<String> arguments =
        List.of(
            agent,
            "-cp",
            classes + File.pathSeparator + client.jars,
            "com.acme.clients.Main",
            "com.acme.clients." + client.type);
    try (JvmProcess jvm = JvmProcess.start(javaHome, directory, arguments)) {
      assertThat(jvm.awaitExit()).as(jvm.stderr()).isZero();
      assertThat(jvm.stderr()).doesNotContain("suppressed", "VerifyError");
    }
    return WrittenRecording.read(file);
  }

  private static String testJars(String names) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(jar -> jar.matches(".*/(" + names + ")[^/]*\\.jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String oldest(String client) throws IOException {
    Path folder = Path.of(System.getProperty("clients.home"), client);
    try (Stream<Path> jars = Files.list(folder)) {
      return jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
  }
}
