package io.sonde.agent.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.testing.Compiler;
import io.sonde.agent.testing.JvmProcess;
import io.sonde.agent.testing.WrittenRecording;
import io.sonde.events.EventNames;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;

/** A store that only OpenTelemetry's instrumentations know, by our extension: a real Redis. */
class RedisIT {
  private static final int PAGES = 5;
  private static final int ASKED = 10;

  @TempDir Path directory;

  @Test
  void commands_areStatementsOfTheirRequest_withoutKeys() throws Exception {
    RedisServer redis = RedisServer.newRedisServer().port(JvmProcess.freePort()).build();
    redis.start();
    try {
      WrittenRecording recording = run(redis.ports().get(0));
      recording.assertClean();
      List<RecordedEvent> pages =
          recording.ofType(EventNames.REQUEST).stream()
              .filter(request -> request.getString("route").equals("GET /page/"))
              .toList();
      assertThat(pages)
          .hasSize(PAGES)
          .allMatch(page -> page.getLong("sqlCount") >= ASKED + 1)
          .allSatisfy(
              page -> {
                assertThat(commands(recording, page, "redis: GET visitor:…")).hasSize(ASKED);
                assertThat(commands(recording, page, "redis: SET")).hasSize(1);
              });
      assertThat(recording.events().toString()).doesNotContain("sesame");
    } finally {
      redis.stop();
    }
  }

  private static List<RecordedEvent> commands(
      WrittenRecording recording, RecordedEvent page, String text) {
    return recording.ofType(EventNames.SQL_STATEMENT).stream()
        .filter(event -> event.getLong("requestId") == page.getLong("requestId"))
        .filter(event -> event.getString("text").equals(text))
        .toList();
  }

  private WrittenRecording run(int port) throws Exception {
    String jars = SignalApp.jars("(jedis|commons-pool2|slf4j-api)-.*");
    Path classes = Compiler.compile("redis", directory.resolve("classes"), "-cp", jars);
    Path file = directory.resolve("redis.jfr");
    List<String> arguments =
        List.of(
            "-javaagent:" + System.getProperty("opentelemetry.jar"),
            "-Dotel.javaagent.extensions=" + System.getProperty("sonde.extension.jar"),
            "-Dotel.traces.exporter=none",
            "-Dotel.metrics.exporter=none",
            "-Dotel.logs.exporter=none",
            "-Dsonde.file=" + file,
            "-cp",
            classes + File.pathSeparator + jars,
            "com.acme.redis.Main",
            Integer.toString(port));
    Path javaHome = JvmProcess.javaHomes().findFirst().orElseThrow();
    try (JvmProcess jvm = JvmProcess.start(javaHome, directory, arguments)) {
      assertThat(jvm.awaitExit()).as(jvm.stderr()).isZero();
      assertThat(jvm.stderr()).doesNotContain("suppressed", "VerifyError");
    }
    return WrittenRecording.read(file);
  }
}
