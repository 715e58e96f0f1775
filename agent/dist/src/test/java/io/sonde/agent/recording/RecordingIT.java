package io.sonde.agent.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordingIT {
  private static final String ALLOC_SAMPLES = "jdk.ObjectAllocationInNewTLAB";

  @TempDir Path directory;

  static Stream<Path> javaHomes() {
    return RecordedJvm.javaHomes();
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void exit_ofMainThatEndsAtOnce_leavesReadableRecording(Path home) throws Exception {
    try (RecordedJvm jvm = RecordedJvm.start(home, directory, "", HelloApp.class)) {
      assertThat(jvm.awaitExit()).isZero();
      assertThat(jvm.stdout()).isEqualToIgnoringNewLines("hello");
      assertThat(jvm.stderr().lines()).hasSize(1).first().asString().contains("recording written");
      Map<String, List<RecordedEvent>> events = readByAllJdks(jvm.recording());
      assertThat(events).containsKeys("sonde.Session", "sonde.ClockAnchor", "sonde.AgentState");
      assertThat(partsOf(directory)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void sigterm_underLoad_leavesEventsAndSamplesOnceEach(Path home) throws Exception {
    try (RecordedJvm jvm =
        RecordedJvm.start(home, directory, "duration=off", LoadApp.class, "60")) {
      jvm.awaitRecording();
      Thread.sleep(4_000); // the load that is recorded; nothing depends on its exact length
      jvm.terminate();
      Map<String, List<RecordedEvent>> events = readByAllJdks(jvm.recording());
      assertThat(events)
          .containsKeys(
              "jdk.ExecutionSample",
              "profiler.WallClockSample",
              ALLOC_SAMPLES,
              "jdk.GarbageCollection",
              "jdk.GCHeapSummary",
              "jdk.JavaMonitorEnter",
              "jdk.ThreadPark");
      assertSession(events, "async-profiler", "");
      assertThat(events.get(ALLOC_SAMPLES))
          .anyMatch(
              event ->
                  event.getClass("objectClass").getName().equals("[B")
                      && hasFrame(event, LoadApp.class.getName(), "work"));
      assertThat(duplicateHeapSummaries(events.get("jdk.GCHeapSummary"))).isEmpty();
      assertThat(duplicateWaits(events.get("jdk.JavaMonitorEnter"))).isEmpty();
      assertThat(events)
          .doesNotContainKeys(
              "jdk.InitialEnvironmentVariable", "jdk.InitialSystemProperty", "jdk.JVMInformation");
    }
  }

  /** async-profiler warns of each thread that ends too soon, by default on standard output. */
  @ParameterizedTest
  @MethodSource("javaHomes")
  void threadsThatEndAtOnce_leaveTheOutputToTheApplication(Path home) throws Exception {
    try (RecordedJvm jvm = RecordedJvm.start(home, directory, "", ShortThreadsApp.class)) {
      assertThat(jvm.awaitExit()).isZero();
      assertThat(jvm.stdout()).isEqualToIgnoringNewLines("done");
      assertThat(jvm.stderr().lines()).hasSize(1).first().asString().contains("recording written");
    }
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void unloadableLibrary_leavesSamplingToJfr(Path home) throws Exception {
    String settings = "duration=3s,extract-path=" + directory.resolve("absent");
    try (RecordedJvm jvm = RecordedJvm.start(home, directory, settings, LoadApp.class, "8")) {
      jvm.awaitExit();
      assertThat(jvm.stderr().lines())
          .filteredOn(line -> line.contains("take over"))
          .singleElement()
          .asString()
          .contains("cannot be loaded")
          .contains("absent");
      Map<String, List<RecordedEvent>> events = readByAllJdks(jvm.recording());
      assertSession(events, "jfr", "cannot be loaded");
      assertThat(events).containsKey("jdk.ObjectAllocationSample");
      assertThat(events.containsKey("jdk.ExecutionSample"))
          .isNotEqualTo(events.containsKey("jdk.CPUTimeSample"));
    }
  }

  static Stream<Path> javaHomesWithVirtualThreads() throws IOException {
    List<Path> homes = new ArrayList<>();
    for (Path home : javaHomes().toList()) {
      if (!Files.readString(home.resolve("release")).contains("JAVA_VERSION=\"17")) {
        homes.add(home);
      }
    }
    return homes.stream();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("javaHomesWithVirtualThreads")
  void workOnVirtualThreads_leavesSamplingToJfr_whichNamesThem(Path home) throws Exception {
    try (RecordedJvm jvm =
        RecordedJvm.start(home, directory, "", LoadApp.class, "120", "virtual")) {
      jvm.awaitError("requests run on virtual threads");
      Thread.sleep(6_000); // what JFR records then; nothing depends on its exact length
      jvm.terminate();
      Map<String, List<RecordedEvent>> events = readByAllJdks(jvm.recording());
      List<RecordedEvent> sessions = new ArrayList<>(events.get("sonde.Session"));
      sessions.sort(Comparator.comparing(RecordedEvent::getStartTime));
      assertThat(sessions.get(0).getString("sampler")).isEqualTo("async-profiler");
      assertThat(sessions.get(sessions.size() - 1).getString("sampler")).isEqualTo("jfr");
      assertThat(events).containsKeys("jdk.CPUTimeSample", "jdk.ObjectAllocationSample");
      assertThat(events.get("jdk.CPUTimeSample"))
          .anyMatch(event -> event.getThread("eventThread").getBoolean("virtual"))
          .anyMatch(event -> hasFrame(event, LoadApp.class.getName(), "burn"));
      assertThat(events.get("jdk.ThreadAllocationStatistics"))
          .anyMatch(event -> event.getLong("allocated") > 0);
    }
  }

  private static boolean hasFrame(RecordedEvent event, String className, String methodName) {
    return event.getStackTrace() != null
        && event.getStackTrace().getFrames().stream()
            .map(RecordedFrame::getMethod)
            .anyMatch(
                method ->
                    method.getType().getName().equals(className)
                        && method.getName().equals(methodName));
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void fullDisk_endsTheRecordingWithOneLine(Path home) throws Exception {
    String settings = "free-space-floor=1000000g";
    try (RecordedJvm jvm = RecordedJvm.start(home, directory, settings, LoadApp.class, "20")) {
      jvm.awaitError("recording stops");
      jvm.awaitExit();
      assertThat(jvm.stderr().lines()).hasSize(1);
      assertThat(readByAllJdks(jvm.recording())).containsKey("jdk.CPULoad");
    }
  }

  /**
   * Each of these two classes initialises the other. An application that uses JFR meanwhile begins
   * with the first, so the agent must: begun from both ends, both threads wait for ever.
   */
  @ParameterizedTest
  @MethodSource("javaHomes")
  void start_initialisesJfrInTheJdksOwnOrder(Path home) throws Exception {
    List<String> log = List.of("-Xlog:class+init=info");
    try (RecordedJvm jvm = RecordedJvm.start(home, log, directory, "", HelloApp.class)) {
      assertThat(jvm.awaitExit()).isZero();
      assertThat(jvm.stdout())
          .containsSubsequence(
              "Initializing 'jdk/jfr/internal/JVM'", "Initializing 'jdk/jfr/internal/Options'");
    }
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void stop_leavesRecordingOfTheApplicationAlone(Path home) throws Exception {
    try (RecordedJvm jvm =
        RecordedJvm.start(home, directory, "duration=2s", LoadApp.class, "10", "recording")) {
      jvm.awaitError("recording written");
      jvm.awaitExit();
      assertThat(jvm.stdout()).contains("own recording: RUNNING");
    }
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void stop_leavesAsyncProfilerOfTheApplicationAlone(Path home) throws Exception {
    try (RecordedJvm jvm =
        RecordedJvm.start(home, directory, "duration=3s", LoadApp.class, "10", "profiler")) {
      jvm.awaitError("recording written");
      jvm.awaitExit();
      assertThat(jvm.stdout()).contains("Profiling is running").contains("own samples: true");
      Map<String, List<RecordedEvent>> events = readByAllJdks(jvm.recording());
      assertSession(events, "async-profiler", "");
      assertThat(events).containsKeys("jdk.ExecutionSample", ALLOC_SAMPLES);
    }
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void secondRecording_neverOverwritesTheFirst(Path home) throws Exception {
    for (int i = 0; i < 2; i++) {
      try (RecordedJvm jvm = RecordedJvm.start(home, directory, "", HelloApp.class)) {
        jvm.awaitExit();
      }
    }
    assertThat(directory.resolve("recording.jfr")).isNotEmptyFile();
    assertThat(directory.resolve("recording-1.jfr")).isNotEmptyFile();
  }

  private static void assertSession(
      Map<String, List<RecordedEvent>> events, String sampler, String reason) {
    RecordedEvent session = events.get("sonde.Session").get(0);
    assertThat(session.getString("sampler")).isEqualTo(sampler);
    assertThat(session.getString("samplerReason")).contains(reason);
    assertThat(session.getInt("schema")).isEqualTo(1);
    assertThat(session.getInt("cores")).isPositive();
    assertThat(session.getString("settings")).contains("max-age=10m\n");
  }

  private static Set<String> duplicateHeapSummaries(List<RecordedEvent> events) {
    return duplicates(events.stream().map(e -> e.getInt("gcId") + e.getString("when")).toList());
  }

  private static Set<String> duplicateWaits(List<RecordedEvent> events) {
    return duplicates(
        events.stream()
            .map(e -> e.getThread().getJavaName() + e.getStartTime() + e.getDuration())
            .toList());
  }

  private static Set<String> duplicates(List<String> all) {
    Set<String> seen = new HashSet<>();
    return all.stream().filter(one -> !seen.add(one)).collect(Collectors.toSet());
  }

  private static List<Path> partsOf(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".parts")).toList();
    }
  }

  /** Opens the file with {@code jfr summary} of each JDK, and reads it with this one. */
  private static Map<String, List<RecordedEvent>> readByAllJdks(Path file) throws Exception {
    for (Path home : RecordedJvm.javaHomes().toList()) {
      Process summary =
          new ProcessBuilder(home.resolve("bin/jfr").toString(), "summary", file.toString())
              .redirectErrorStream(true)
              .start();
      String text = new String(summary.getInputStream().readAllBytes());
      assertThat(summary.waitFor()).as(text).isZero();
    }
    return RecordingFile.readAllEvents(file).stream()
        .collect(Collectors.groupingBy(event -> event.getEventType().getName()));
  }
}
