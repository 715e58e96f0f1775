package io.sonde.agent.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.testing.JvmProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard asks for nothing that the agent does not tell Prometheus. */
class DashboardIT {
  private static final Path DASHBOARD = Path.of("../../docs/grafana-dashboard.json");

  /** Told from the first dump on; TriggerIT has one. */
  private static final String OF_DUMPS = "sonde_dump";

  /** Before the braces, and first within label_values: the name of a metric. */
  private static final Pattern METRIC =
      Pattern.compile("[a-z][a-z0-9_]+(?=\\{)|(?<=label_values\\()[a-z][a-z0-9_]+");

  private static final Pattern EXPRESSION =
      Pattern.compile("\"(?:expr|query)\": \"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern LABEL =
      Pattern.compile("\\b((?:http|db|jvm|sonde|server|error)_[a-z_]+)(?==|,|\\))");

  @TempDir Path directory;

  @Test
  void everyMetricAndLabel_isOneThatTheAgentTells() throws Exception {
    int port = JvmProcess.freePort();
    SignalApp app = new SignalApp(SignalApp.javaHomes().findFirst().orElseThrow(), directory);
    String told;
    try (JvmProcess jvm = app.start(20, 60, true, "slo=99%(*)<1s,prometheus=" + port)) {
      told = scrape(jvm, "http://127.0.0.1:" + port + "/metrics");
      assertThat(jvm.stderr()).doesNotContain("suppressed");
    }
    String asked =
        EXPRESSION
            .matcher(Files.readString(DASHBOARD))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.joining("\n"));
    Set<String> metrics = found(METRIC, asked);
    assertThat(metrics).hasSizeGreaterThan(15);
    assertThat(metrics).allMatch(metric -> told.contains("\n" + metric + "{"));
    Set<String> labels = found(LABEL, asked);
    labels.removeAll(metrics);
    assertThat(labels).hasSizeGreaterThan(8);
    assertThat(labels).allMatch(label -> told.contains(label + "=\""));
  }

  /** Once all requests were served and told. */
  private static String scrape(JvmProcess jvm, String address) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    String told = "";
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!told.contains("http_client_request_duration_seconds_count")) {
      assertThat(System.nanoTime()).as(jvm.stderr() + told).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(200);
      try {
        if (jvm.stdout().contains("served")) {
          HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
          told = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
      } catch (IOException notYet) {
        // It starts with the first request.
      }
    }
    return told;
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .filter(name -> !name.startsWith(OF_DUMPS))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
