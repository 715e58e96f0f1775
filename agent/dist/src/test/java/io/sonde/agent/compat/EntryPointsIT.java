package io.sonde.agent.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.testing.Compiler;
import io.sonde.agent.testing.JvmProcess;
import io.sonde.agent.testing.WrittenRecording;
import io.sonde.events.EventNames;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Frameworks, schedulers and brokers' clients, each in a JVM of its own with the real agent. */
class EntryPointsIT {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final int ORDERS = 12;
  private static final int FAILURES = 3;

  @TempDir Path directory;

  /**
   * A program of a fixture.
   *
   * @param javax whether the library's names begin with javax instead of jakarta
   */
  record Program(String name, List<String> fixtures, boolean javax, List<String> jars) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Arguments> jaxRs() {
    return onAll(
        new Program("Jersey 2.26", List.of("jaxrs", "jersey"), true, jersey("2.26")),
        new Program("Jersey 4.0.2", List.of("jaxrs", "jersey"), false, jersey("4.0.2")),
        new Program("RESTEasy 3.15", List.of("jaxrs", "resteasy"), true, resteasy("3.15.6.Final")),
        new Program("RESTEasy 7.0", List.of("jaxrs", "resteasy"), false, resteasy("7.0.1.Final")));
  }

  static Stream<Arguments> reactive() {
    return onAll(
        new Program("WebFlux 5.3", List.of("webflux"), false, webFlux("5.3.39", "1.0.48")),
        new Program("WebFlux 7.0", List.of("webflux"), false, webFlux("7.0.10", "1.3.7")));
  }

  static Stream<Arguments> schedulers() {
    return onAll(
        new Program("Spring 5.3, Quartz 2.3", List.of("scheduled"), false, jobs("5.3.39", "2.3.2")),
        new Program(
            "Spring 7.0, Quartz 2.5", List.of("scheduled"), false, jobs("7.0.10", "2.5.2")));
  }

  static Stream<Arguments> brokers() {
    return onAll(
        new Program(
            "ActiveMQ 5, spring-kafka 2.9, Rabbit 5.14",
            List.of("messages"),
            true,
            messages("5.18.6", "2.9.13", "5.14.3", "2.4.17")),
        new Program(
            "ActiveMQ 6, spring-kafka 4.1, Rabbit 5.37",
            List.of("messages"),
            false,
            messages("6.1.7", "4.1.2", "5.37.1", "4.1.2")));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("jaxRs")
  void jaxRs_routesAreTemplates(Program program, Path javaHome) throws Exception {
    WrittenRecording recording =
        serve(
            program,
            javaHome,
            port -> {
              for (int i = 0; i < ORDERS; i++) {
                assertThat(get(port, "/api/orders/o" + i + "/lines/first?card=sesame"))
                    .isEqualTo(200);
              }
              for (int i = 0; i < FAILURES; i++) {
                assertThat(get(port, "/api/orders/7/boom")).isEqualTo(500);
                assertThat(get(port, "/api/nothing/of/that/kind")).isEqualTo(404);
              }
            });
    assertRoute(recording, "http", "GET /api/orders/{id}/lines/{line}", ORDERS, 0);
    assertRoute(recording, "http", "GET /api/orders/{id}/boom", FAILURES, FAILURES);
    assertRoute(recording, "http", "GET /{not found}", FAILURES, 0);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("reactive")
  void reactorNetty_andWebFlux(Program program, Path javaHome) throws Exception {
    WrittenRecording recording =
        serve(
            program,
            javaHome,
            port -> {
              for (int i = 0; i < ORDERS; i++) {
                assertThat(get(port, "/flux/orders/o" + i + "?card=sesame")).isEqualTo(200);
                assertThat(get(port, "/flux/later/o" + i)).isEqualTo(200);
                assertThat(get(port, "/flux/function/o" + i)).isEqualTo(200);
                assertThat(get(port, "/plain/" + i + "?card=sesame")).isEqualTo(200);
              }
              for (int i = 0; i < FAILURES; i++) {
                assertThat(get(port, "/flux/orders/7/boom")).isEqualTo(500);
                assertThat(get(port, "/flux/nothing/of/that/kind")).isEqualTo(404);
                hangUp(port, "/flux/never/" + i);
              }
            });
    assertRoute(recording, "http", "GET /flux/orders/{id}", ORDERS, 0);
    assertRoute(recording, "http", "GET /flux/later/{id}", ORDERS, 0);
    assertRoute(recording, "http", "GET /flux/function/{id}", ORDERS, 0);
    assertRoute(recording, "http", "GET /plain/{id}", ORDERS, 0);
    assertRoute(recording, "http", "GET /flux/orders/{id}/boom", FAILURES, FAILURES);
    assertRoute(recording, "http", "GET /{not found}", FAILURES, 0);
    assertRoute(recording, "http", "GET /flux/never/{id}", FAILURES, 0);
    assertThat(requests(recording, "GET /flux/never/{id}"))
        .allMatch(each -> each.getInt("status") == 499);
    assertThat(requests(recording, "GET /flux/later/{id}"))
        .allSatisfy(
            each -> {
              assertThat(each.getString("traceId")).isEqualTo(TRACE);
              assertThat(each.getDuration().toMillis()).isGreaterThanOrEqualTo(50);
              assertThat(each.getLong("entryNanos")).isLessThan(each.getDuration().toNanos());
              assertThat(each.getLong("cpuNanos")).isPositive();
            });
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("schedulers")
  void schedulers_callsAreRequests(Program program, Path javaHome) throws Exception {
    WrittenRecording recording = run(program, javaHome);
    String jobs = "com.acme.jobs.";
    String counts = Files.readString(directory.resolve("out.txt"));
    int ticks = number("tick=(\\d+)", counts);
    int composed = number("composed=(\\d+)", counts);
    assertRoute(recording, "scheduled", jobs + "Jobs.tick", ticks, 1);
    assertRoute(recording, "scheduled", jobs + "Jobs.composed", composed, 0);
    assertRoute(recording, "scheduled", jobs + "ReportJob.execute", 5, 1);
    assertThat(requests(recording, jobs + "Jobs.tick"))
        .filteredOn(each -> !each.getString("error").isEmpty())
        .singleElement()
        .satisfies(
            each ->
                assertThat(each.getString("error")).isEqualTo("java.lang.IllegalStateException"));
    assertThat(recording.ofType(EventNames.REQUEST)).hasSize(ticks + composed + 5);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("brokers")
  void brokers_messagesAreRequests(Program program, Path javaHome) throws Exception {
    WrittenRecording recording = run(program, javaHome);
    String messages = "com.acme.messages.";
    assertRoute(recording, "message", messages + "JmsOrders.onMessage", 6, 1);
    assertRoute(recording, "message", messages + "KafkaOrders.onMessage", 6, 1);
    assertRoute(recording, "message", messages + "KafkaBatches.onMessage", 1, 0);
    assertRoute(recording, "message", messages + "AnnotatedOrders.onOrder", 6, 0);
    assertRoute(recording, "message", messages + "RabbitOrders.handleDelivery", 6, 1);
    assertRoute(recording, "message", messages + "SpringRabbitOrders.onMessage", 6, 0);
    assertThat(requests(recording, messages + "KafkaBatches.onMessage"))
        .allMatch(each -> each.getInt("messages") == 6);
    assertThat(requests(recording, messages + "JmsOrders.onMessage"))
        .allMatch(each -> each.getInt("messages") == 1);
    assertThat(recording.ofType(EventNames.REQUEST)).hasSize(31);
    for (String listener :
        List.of(
            "JmsOrders.onMessage",
            "KafkaOrders.onMessage",
            "AnnotatedOrders.onOrder",
            "SpringRabbitOrders.onMessage")) {
      assertThat(requests(recording, messages + listener))
          .as(listener)
          .allMatch(each -> each.getString("traceId").equals("4bf92f3577b34da6a3ce929d0e0e4736"))
          .allMatch(each -> each.getString("traceSource").equals("traceparent"));
    }
    assertThat(requests(recording, messages + "RabbitOrders.handleDelivery"))
        .extracting(each -> each.getString("traceSource"))
        .containsExactlyInAnyOrder(
            "own", "traceparent", "traceparent", "traceparent", "traceparent", "traceparent");
  }

  private static void assertRoute(
      WrittenRecording recording, String kind, String route, int count, int errors) {
    assertThat(requests(recording, route))
        .as(route + " among " + routes(recording))
        .hasSize(count)
        .allMatch(each -> each.getString("kind").equals(kind));
    assertThat(total(recording, kind, route, "count")).as(route).isEqualTo(count);
    assertThat(total(recording, kind, route, "errors")).as(route).isEqualTo(errors);
    assertThat(total(recording, kind, route, "measuredCount")).as(route).isEqualTo(count);
  }

  private static List<String> routes(WrittenRecording recording) {
    return recording.ofType(EventNames.REQUEST).stream()
        .map(event -> event.getString("route"))
        .distinct()
        .toList();
  }

  private static List<RecordedEvent> requests(WrittenRecording recording, String route) {
    return recording.ofType(EventNames.REQUEST).stream()
        .filter(event -> event.getString("route").equals(route))
        .toList();
  }

  private static long total(WrittenRecording recording, String kind, String route, String field) {
    return recording.ofType(EventNames.ROUTE_TIMING).stream()
        .filter(event -> event.getString("route").equals(route))
        .filter(event -> event.getString("kind").equals(kind))
        .mapToLong(event -> event.getLong(field))
        .sum();
  }

  /** What a test asks of a server. */
  @FunctionalInterface
  private interface Questions {
    void askAt(int port) throws Exception;
  }

  private WrittenRecording serve(Program program, Path javaHome, Questions questions)
      throws Exception {
    Path file = directory.resolve("served.jfr");
    try (JvmProcess jvm = start(program, javaHome, file)) {
      jvm.awaitError(" READY");
      questions.askAt(number("port=(\\d+) READY", jvm.stderr()));
      jvm.terminate();
      assertQuiet(jvm);
    }
    return clean(file);
  }

  private static int number(String pattern, String text) {
    Matcher number = Pattern.compile(pattern).matcher(text);
    assertThat(number.find()).as(text).isTrue();
    return Integer.parseInt(number.group(1));
  }

  private WrittenRecording run(Program program, Path javaHome) throws Exception {
    Path file = directory.resolve("run.jfr");
    try (JvmProcess jvm = start(program, javaHome, file)) {
      assertThat(jvm.awaitExit()).as(jvm.stderr()).isZero();
      assertQuiet(jvm);
    }
    return clean(file);
  }

  private static void assertQuiet(JvmProcess jvm) throws Exception {
    assertThat(jvm.stderr()).doesNotContain("[sonde] suppressed", "VerifyError", "LinkageError");
  }

  private static WrittenRecording clean(Path file) throws Exception {
    WrittenRecording recording = WrittenRecording.read(file);
    recording.assertClean();
    assertThat(recording.ofType(EventNames.REQUEST).toString()).doesNotContain("sesame", "luck");
    return recording;
  }

  private JvmProcess start(Program program, Path javaHome, Path file) throws Exception {
    UnaryOperator<String> names =
        program.javax
            ? text ->
                text.replace("jakarta.jms", "javax.jms")
                    .replace("jakarta.ws", "javax.ws")
                    .replace("deployOldStyle", "deploy") // RESTEasy's name for it before 7
            : text -> text;
    String jars = LibraryJars.of(program.jars);
    Path classes =
        Compiler.compile(
            Stream.concat(program.fixtures.stream(), Stream.of("recording")).toList(),
            names,
            directory.resolve("classes"),
            "-cp",
            jars,
            "-proc:none",
            "-parameters");
    String agent = "-javaagent:" + System.getProperty("sonde.agent.jar") + "=file=" + file;
    return JvmProcess.start(
        javaHome,
        directory,
        List.of(agent, "-cp", classes + File.pathSeparator + jars, "com.acme.Main"));
  }

  /** On a connection of its own. */
  private int get(int port, String path) throws Exception {
    HttpRequest request = request(port, path).timeout(Duration.ofMinutes(1)).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  /** Goes before there is an answer. */
  private static void hangUp(int port, String path) throws Exception {
    try (var socket = new java.net.Socket("127.0.0.1", port)) {
      String text = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      TimeUnit.MILLISECONDS.sleep(300);
    }
    TimeUnit.MILLISECONDS.sleep(300);
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01");
  }

  private static Stream<Arguments> onAll(Program... programs) {
    List<Path> homes = JvmProcess.javaHomes().toList();
    return Stream.of(programs)
        .flatMap(program -> homes.stream().map(home -> Arguments.of(program, home)));
  }

  private static List<String> jersey(String version) {
    return List.of(
        "org.glassfish.jersey.containers:jersey-container-jdk-http:" + version,
        "org.glassfish.jersey.inject:jersey-hk2:" + version);
  }

  private static List<String> resteasy(String version) {
    return List.of("org.jboss.resteasy:resteasy-undertow:" + version);
  }

  private static List<String> webFlux(String spring, String netty) {
    return List.of(
        "org.springframework:spring-webflux:" + spring,
        "org.springframework:spring-context:" + spring,
        "io.projectreactor.netty:reactor-netty-http:" + netty);
  }

  private static List<String> jobs(String spring, String quartz) {
    return List.of(
        "org.springframework:spring-context:" + spring, "org.quartz-scheduler:quartz:" + quartz);
  }

  private static List<String> messages(
      String activeMq, String springKafka, String rabbit, String springRabbit) {
    return List.of(
        "org.apache.activemq:activemq-broker:" + activeMq,
        "org.springframework.kafka:spring-kafka:" + springKafka,
        "com.rabbitmq:amqp-client:" + rabbit,
        "org.springframework.amqp:spring-rabbit:" + springRabbit);
  }
}
