package io.sonde.analyzer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.recording.RealRecordings;
import io.sonde.analyzer.recording.RequestEvents;
import io.sonde.analyzer.recording.RequestRecordings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code sonde analyze --trace} on a recording of requests that each do one thing. */
class AnalyzeTraceTest {
  private static final String SLEEP = RequestEvents.trace(RequestRecordings.SLEEP);

  @TempDir private static Path folder;
  private static String file = "";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void record() throws IOException {
    file = RequestRecordings.record(folder.resolve("requests.jfr")).toString();
  }

  @Test
  void text_isThatRequestAlone() {
    assertThat(analyze("--trace", SLEEP)).as(err.toString()).isZero();
    assertThat(out.toString())
        .startsWith("Trace " + SLEEP + ": 1 recorded request in this JVM.\n\nGET /sleep took ")
        .containsPattern("Its time: sleeping [0-9.]+ ms \\([0-9.]+ %\\)")
        .containsPattern("after [0-9.]+ .s: sleeping [0-9.]+ ms: RequestRecordings.sleep")
        .doesNotContain("GET /cpu");
  }

  @Test
  void json_goesToTheFile_andThePageBeginsItsRequestsWithIt() throws IOException {
    Path json = folder.resolve("trace.json");
    Path page = folder.resolve("trace-report.html");
    int exit = analyze("--trace", SLEEP, "--json", json.toString(), "-o", page.toString());
    assertThat(exit).as(err.toString()).isZero();
    JsonNode requests = JsonMapper.shared().readTree(Files.readString(json)).get("requests");
    assertThat(requests).hasSize(1);
    assertThat(requests.get(0).get("route").asString()).isEqualTo("GET /sleep");
    assertThat(Files.size(page)).isPositive();
  }

  @Test
  void markdown_isForATicket() {
    assertThat(analyze("--trace", SLEEP, "--format", "markdown")).isZero();
    assertThat(out.toString())
        .startsWith("# Trace `" + SLEEP + "`\n")
        .contains("\n## GET /sleep took ")
        .contains("| After | Wait | For |\n");
  }

  @Test
  void unknownTrace_isAnErrorOfTheInput_andNothingIsWritten() {
    Path json = folder.resolve("none.json");
    int exit = analyze("--trace", "0af7651916cd43dd8448eb211c80319c", "--json", json.toString());
    assertThat(exit).isEqualTo(ExitCode.INPUT);
    assertThat(err.toString())
        .contains("holds no request of trace 0af7651916cd43dd8448eb211c80319c");
    assertThat(json).doesNotExist();
  }

  @Test
  void recordingWithoutRequests_saysWhatWouldWriteThem() throws IOException {
    String plain = RealRecordings.jfr(folder.resolve("plain.jfr")).toString();
    int exit =
        Main.run(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            "analyze",
            plain,
            "--trace",
            SLEEP);
    assertThat(exit).isEqualTo(ExitCode.INPUT);
    assertThat(err.toString())
        .contains("holds no requests to select by --trace; record with Sonde");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void whatIsNoTraceId_isRefusedBeforeReading() {
    assertThat(analyze("--trace", "GET /sleep")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--trace GET /sleep is no trace id").hasLineCount(1);
  }

  private int analyze(String... options) {
    String[] args = new String[options.length + 2];
    args[0] = "analyze";
    args[1] = file;
    System.arraycopy(options, 0, args, 2, options.length);
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
