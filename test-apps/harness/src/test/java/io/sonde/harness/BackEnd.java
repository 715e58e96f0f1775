package io.sonde.harness;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Zipkin or Prometheus, in a process of its own, on a port of this machine alone. */
final class BackEnd implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Process process;
  private final Path log;
  private final int port;

  private BackEnd(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  static BackEnd zipkin(Path directory) throws Exception {
    int port = freePort();
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-jar",
            Path.of("target/zipkin.jar").toAbsolutePath().toString());
    Map<String, String> environment =
        Map.of("QUERY_PORT", Integer.toString(port), "STORAGE_TYPE", "mem");
    return start("zipkin", directory, command, environment, port).await("/health");
  }

  /**
   * @param target port at which it is to ask for metrics, once a second
   */
  static BackEnd prometheus(Path directory, int target) throws Exception {
    int port = freePort();
    Path configuration = directory.resolve("prometheus.yml");
    Files.writeString(
        configuration,
        """
        global:
          scrape_interval: 1s
        scrape_configs:
          - job_name: shop
            static_configs:
              - targets: ["127.0.0.1:%d"]
        """
            .formatted(target));
    List<String> command =
        List.of(
            System.getenv("SONDE_TEST_PROMETHEUS"),
            "--config.file=" + configuration,
            "--storage.tsdb.path=" + directory.resolve("prometheus"),
            "--web.listen-address=127.0.0.1:" + port);
    return start("prometheus", directory, command, Map.of(), port).await("/-/ready");
  }

  private static BackEnd start(
      String name, Path directory, List<String> command, Map<String, String> environment, int port)
      throws IOException {
    Path log = directory.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return new BackEnd(builder.start(), log, port);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private BackEnd await(String path) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try {
        if (send(path).statusCode() == 200) {
          return this;
        }
      } catch (IOException notYet) {
        // It starts.
      }
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new AssertionError("it did not start:\n" + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** What it answers to a GET. */
  JsonNode ask(String path) throws Exception {
    HttpResponse<String> answer = send(path);
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return JsonMapper.shared().readTree(answer.body());
  }

  private HttpResponse<String> send(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(20)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
