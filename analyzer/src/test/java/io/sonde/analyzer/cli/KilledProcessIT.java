package io.sonde.analyzer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.attach.TargetProcess;
import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.recording.ReadingProgress;
import io.sonde.analyzer.recording.SondeRecordingReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a process leaves when it is killed under load, made readable again. */
class KilledProcessIT {
  private static final Path AGENT = Path.of("../agent/target/sonde-agent.jar").toAbsolutePath();

  /** Longer than a chunk of samples, 30 s, so that one is finished. */
  private static final long LOAD_SECONDS = 38;

  private static final Duration LOST_EVENTS = Duration.ofSeconds(2);
  private static final Duration LOST_SAMPLES = Duration.ofSeconds(30);

  @TempDir private Path folder;

  static Stream<Path> javaHomes() {
    return TargetProcess.javaHomes();
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void assemble_losesTwoSecondsOfEvents_andThirtyOfSamples(Path javaHome) throws Exception {
    Path recording = folder.resolve("killed.jfr");
    Instant killed;
    long pid;
    try (TargetProcess target =
        TargetProcess.start(
            javaHome, folder, List.of(), "-javaagent:" + AGENT + "=file=" + recording)) {
      pid = target.pid();
      TimeUnit.SECONDS.sleep(LOAD_SECONDS);
      assertThat(run("assemble", Long.toString(pid)))
          .as("while the process runs")
          .contains("still running");
      killed = Instant.now();
      target.kill();
    }
    Path assembled = folder.resolve("assembled.jfr");

    assertThat(run("assemble", Long.toString(pid), "-o", assembled.toString()))
        .startsWith("0 ")
        .contains("JFR's events until");

    assertThat(lastWait(assembled)).isAfter(killed.minus(LOST_EVENTS));
    Recording read = new SondeRecordingReader().read(List.of(assembled), ReadingProgress.NONE);
    SampleTable samples = read.samples(SampleKind.WALL);
    assertThat(samples).isNotNull();
    Instant lastSample = Instant.ofEpochSecond(0, samples.timeNanos(samples.size() - 1));
    assertThat(lastSample).isAfter(killed.minus(LOST_SAMPLES));
    assertThat(run("analyze", assembled.toString())).startsWith("0 ");
    for (Path home : TargetProcess.javaHomes().toList()) {
      assertThat(jfrSummary(home, assembled)).contains("jdk.ThreadSleep");
    }
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void terminated_saysThatADrainIsNotRecorded(Path javaHome) throws Exception {
    Path recording = folder.resolve("terminated.jfr");
    try (TargetProcess target =
        TargetProcess.start(
            javaHome, folder, List.of(), "-javaagent:" + AGENT + "=file=" + recording)) {
      TimeUnit.SECONDS.sleep(5);
      ProcessHandle process = ProcessHandle.of(target.pid()).orElseThrow();
      assertThat(process.destroy()).isTrue();
      process.onExit().get(30, TimeUnit.SECONDS);
    }
    Recording read = new SondeRecordingReader().read(List.of(recording), ReadingProgress.NONE);

    assertThat(read.coverage().count("sonde.ClockAnchor")).isPositive();
    assertThat(read.quality().problems())
        .extracting(Quality.Problem::kind)
        .contains(Quality.Kind.RECORDING_ENDED_EARLY)
        .doesNotContain(
            Quality.Kind.CLOCK_RESIDUAL,
            Quality.Kind.SEVERAL_JVMS,
            Quality.Kind.REPEATED_CHUNK,
            Quality.Kind.UNKNOWN_FORMAT);
  }

  /** The program sleeps all the time, so its last sleep tells when the events end. */
  private static Instant lastWait(Path file) throws Exception {
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().equals("jdk.ThreadSleep"))
        .map(event -> event.getEndTime())
        .max(Instant::compareTo)
        .orElseThrow();
  }

  private static String jfrSummary(Path javaHome, Path file) throws Exception {
    Process jfr =
        new ProcessBuilder(javaHome.resolve("bin/jfr").toString(), "summary", file.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(jfr.getInputStream().readAllBytes());
    assertThat(jfr.waitFor()).as(output).isZero();
    return output;
  }

  /** Exit code and all output of one command line. */
  private static String run(String... arguments) {
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output);
    int exitCode = Main.run(writer, writer, arguments);
    writer.flush();
    return exitCode + " " + output;
  }
}
