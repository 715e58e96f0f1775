package io.sonde.analyzer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.recording.RealRecordings;
import io.sonde.analyzer.recording.RequestEvents;
import io.sonde.analyzer.recording.RequestRecordings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sonde flame --request} on a recording of requests that each do one thing. */
class FlameOfRequestsTest {
  @TempDir private static Path folder;
  private static String file = "";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void record() throws IOException {
    file = RequestRecordings.record(folder.resolve("requests.jfr")).toString();
  }

  @Test
  void request_drawsItsSamplesAlone() {
    assertThat(flame("--request", RequestRecordings.CPU, "--kind", "cpu")).isZero();
    assertThat(out.toString()).contains("burnCpu").doesNotContain("enterStock");
    StringWriter all = new StringWriter();
    run(all, "flame", file, "--format", "collapsed", "--kind", "lock");
    assertThat(all.toString()).contains("enterStock");
  }

  @Test
  void glob_knowsNoCase_andAPathMeansAllMethods() {
    assertThat(flame("--request", "/MON*", "--kind", "lock")).isZero();
    assertThat(out.toString()).contains("enterStock");
  }

  @Test
  void page_saysWhatIsShown() throws IOException {
    Path page = folder.resolve("page.html");
    int exit =
        run(
            out,
            "flame",
            file,
            "--request",
            "GET /*",
            "--slower-than",
            "p50",
            "-o",
            page.toString());
    assertThat(exit).as(err.toString()).isZero();
    assertThat(Files.readString(page))
        .containsPattern("<title>GET /\\*, slower than p50, from [0-9.]+ m?s on: 5 of 8 recorded");
  }

  @Test
  void pprof_isAFile_andNothingForATerminal() throws IOException {
    Path profile = folder.resolve("flame.pb.gz");
    int exit = run(out, "flame", file, "--format", "pprof", "-o", profile.toString());
    assertThat(exit).as(err.toString()).isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines(profile.toString());
    try (InputStream in = new GZIPInputStream(Files.newInputStream(profile))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).contains("enterStock");
    }

    assertThat(run(out, "flame", file, "--format", "pprof", "-o", "-")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("name a file, or /dev/stdout").hasLineCount(1);
  }

  @Test
  void trace_drawsItsRequestAlone() throws IOException {
    String trace = RequestEvents.trace(RequestRecordings.MONITOR);
    assertThat(flame("--trace", trace, "--kind", "lock")).isZero();
    assertThat(out.toString()).contains("enterStock");
    assertThat(flame("--trace", RequestEvents.trace(RequestRecordings.CPU), "--kind", "lock"))
        .as("none of its samples is of a lock")
        .isEqualTo(ExitCode.INPUT);
    assertThat(err.toString()).contains("sonde analyze --trace tells what else").hasLineCount(1);

    Path page = folder.resolve("trace.html");
    assertThat(run(out, "flame", file, "--trace", trace, "-o", page.toString())).isZero();
    assertThat(Files.readString(page))
        .containsPattern("<title>Trace " + trace + ": GET /monitor, [0-9.]+ m?s");
  }

  @Test
  void trace_thatNobodyRecorded_saysWhyThatMayBe() {
    assertThat(flame("--trace", "0af7651916cd43dd8448eb211c80319c")).isEqualTo(ExitCode.INPUT);
    assertThat(err.toString())
        .contains("holds no request of trace 0af7651916cd43dd8448eb211c80319c; fast requests")
        .hasLineCount(1);
  }

  @Test
  void trace_andRoute_areRefusedTogether() {
    assertThat(flame("--trace", "0af7651916cd43dd8448eb211c80319c", "--request", "*"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("give one of the two").hasLineCount(1);
  }

  @Test
  void noSuchRoute_listsTheNearestFirst() {
    assertThat(flame("--request", "GET /slep")).isEqualTo(ExitCode.INPUT);
    assertThat(err.toString())
        .contains("holds no request of a route GET /slep; its routes are GET /sleep, ")
        .contains("and 3 more.")
        .hasLineCount(1);
  }

  @Test
  void nothingSoSlow_saysHowSlowTheSlowestWas() {
    assertThat(flame("--request", RequestRecordings.SLEEP, "--slower-than", "999s"))
        .isEqualTo(ExitCode.INPUT);
    assertThat(err.toString()).contains("that took 16.7 min or longer; the longest of 1 took");
  }

  @Test
  void slowerThan_needsRequest_andATime() {
    assertThat(flame("--slower-than", "p99")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("so it needs --request");
    for (String wrong : new String[] {"p49", "p99.95", "p100", "fast", "3", "-5ms", "p"}) {
      assertThat(flame("--request", "*", "--slower-than=" + wrong)).isEqualTo(ExitCode.USAGE);
      assertThat(err.toString()).contains("--slower-than " + wrong + " is no duration");
    }
  }

  @Test
  void recordingWithoutRequests_saysWhyAndWhatHelps() throws IOException {
    String plain = RealRecordings.jfr(folder.resolve("plain.jfr")).toString();
    int exit = run(out, "flame", plain, "--format", "collapsed", "--request", "*");
    assertThat(exit).isEqualTo(ExitCode.INPUT);
    assertThat(err.toString())
        .contains("holds no requests to select by --request; record with Sonde's agent");
    StringWriter summary = new StringWriter();
    run(summary, "summary", plain);
    assertThat(summary.toString()).doesNotContain("Requests");
  }

  @Test
  void summary_tellsNumbersOfRequestsAndRoutes() {
    assertThat(run(out, "summary", file)).isZero();
    assertThat(out.toString())
        .contains("Requests     11 requests of 9 routes, 8 of them one by one, with 1 task");
  }

  private int flame(String... options) {
    String[] args = new String[options.length + 4];
    System.arraycopy(new String[] {"flame", file, "--format", "collapsed"}, 0, args, 0, 4);
    System.arraycopy(options, 0, args, 4, options.length);
    return run(out, args);
  }

  private int run(StringWriter to, String... args) {
    return Main.run(new PrintWriter(to), new PrintWriter(err), args);
  }
}
