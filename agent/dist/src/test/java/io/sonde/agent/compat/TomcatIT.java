package io.sonde.agent.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.testing.Compiler;
import io.sonde.agent.testing.JvmProcess;
import io.sonde.agent.testing.WrittenRecording;
import io.sonde.events.EventNames;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A plain Tomcat with a WAR, beside OpenTelemetry's agent, in both orders of the command line. */
class TomcatIT {
  private static final int REQUESTS = 20;

  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir Path base;

  static Stream<Arguments> javaHomesAndOrders() {
    return JvmProcess.javaHomes()
        .flatMap(home -> Stream.of(Arguments.of(home, true), Arguments.of(home, false)));
  }

  @ParameterizedTest(name = "{0}, ours first: {1}")
  @MethodSource("javaHomesAndOrders")
  void tomcatBesideAnotherAgent_answers_andIsTimed(Path javaHome, boolean oursFirst)
      throws Exception {
    Path file = base.resolve("tomcat.jfr");
    String ours =
        "-javaagent:"
            + System.getProperty("sonde.agent.jar")
            + "=file="
            + file
            + ",include=com.acme.web.**";
    String other = "-javaagent:" + System.getProperty("opentelemetry.jar");
    int port = prepare();

    List<String> arguments =
        new ArrayList<>(oursFirst ? List.of(ours, other) : List.of(other, ours));
    arguments.addAll(
        List.of(
            "-Dotel.traces.exporter=none",
            "-Dotel.metrics.exporter=none",
            "-Dotel.logs.exporter=none"));
    arguments.addAll(TomcatHome.arguments(base));
    try (JvmProcess jvm = JvmProcess.start(javaHome, base, arguments)) {
      jvm.awaitError("Server startup in");
      for (int i = 0; i < REQUESTS; i++) {
        assertThat(get(port, "/shop/hello?name=w" + i)).isEqualTo("hello, w" + i);
      }
      jvm.terminate();
      assertThat(jvm.stderr())
          .doesNotContain("NoClassDefFoundError", "VerifyError", "LinkageError");
    }

    WrittenRecording recording = WrittenRecording.read(file);
    recording.assertClean();
    assertThat(recording.calls("com.acme.web.HelloServlet", "doGet")).isEqualTo(REQUESTS);
    assertThat(recording.calls("com.acme.web.HelloServlet", "greeting")).isEqualTo(REQUESTS);
    assertThat(recording.ofType(EventNames.REQUEST))
        .as("the other agent's spans are named, though the application has no API of it")
        .isNotEmpty()
        .allMatch(request -> request.getString("route").equals("GET /shop/hello"))
        .allMatch(request -> request.getString("traceSource").equals("opentelemetry"))
        .allMatch(request -> request.getString("traceId").matches("[0-9a-f]{32}"));
  }

  /** With one WAR in it; returns the port. */
  private int prepare() throws Exception {
    Compiler.compile(
        "war",
        Files.createDirectories(base.resolve("webapps/shop/WEB-INF/classes")),
        "-cp",
        TomcatHome.path().resolve("lib/servlet-api.jar").toString());
    return TomcatHome.prepare(base);
  }

  private String get(int port, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }
}
