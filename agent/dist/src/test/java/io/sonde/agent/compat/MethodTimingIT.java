package io.sonde.agent.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.testing.Compiler;
import io.sonde.agent.testing.JvmProcess;
import io.sonde.agent.testing.WrittenRecording;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls in known numbers, counted by the real agent in a real JVM. */
class MethodTimingIT {
  private static final String CALLS = "com.acme.timing.Calls";
  private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

  @TempDir Path directory;

  static Stream<Path> javaHomes() {
    return JvmProcess.javaHomes();
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void everyKindOfCall_exactCounts_andNothingElseVisible(Path javaHome) throws Exception {
    Path file = directory.resolve("calls.jfr");
    String output = run(javaHome, "include=" + CALLS + ",file=" + file);

    assertThat(output.lines().filter(line -> line.contains(" "))).hasSize(4);
    assertThat(output).doesNotContain(" true").contains("\n610\n");
    WrittenRecording recording = WrittenRecording.read(file);
    recording.assertClean();
    assertThat(recording.calls(CALLS, "main")).isEqualTo(1);
    assertThat(recording.calls(CALLS, "fib")).isEqualTo(1973);
    assertThat(recording.calls(CALLS, "<init>")).isEqualTo(10);
    assertThat(recording.calls(CALLS, "fail")).isEqualTo(5);
    assertThat(recording.calls(CALLS, "leaf")).isEqualTo(leafCalls(javaHome));
    assertSlowCall(recording);
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void noMemoryForOwnCounters_oneInN_countsStayExact(Path javaHome) throws Exception {
    Path file = directory.resolve("shared.jfr");
    run(javaHome, "include=" + CALLS + ",timing=1/16,timing-memory=0,slow-call=off,file=" + file);

    WrittenRecording recording = WrittenRecording.read(file);
    recording.assertClean();
    assertThat(recording.calls(CALLS, "fib")).isEqualTo(1973);
    assertThat(recording.calls(CALLS, "leaf")).isEqualTo(leafCalls(javaHome));
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void unknownKeyAndBadValue_oneLineEach_applicationRuns(Path javaHome) throws Exception {
    String settings =
        "includ=com.acme.**,include=" + CALLS + ",cpu=fast,file=" + directory.resolve("bad.jfr");
    assertThat(run(javaHome, settings)).contains("\n610\n");
    assertThat(Files.readString(directory.resolve("err.txt")).lines())
        .anyMatch(line -> line.contains("'includ'") && line.contains("'include'"))
        .anyMatch(line -> line.contains("'fast'") && line.contains("'cpu'"))
        .allMatch(line -> line.startsWith("[sonde] "));
  }

  private static void assertSlowCall(WrittenRecording recording) {
    List<RecordedEvent> slow =
        recording.events().stream()
            .filter(event -> event.getEventType().getName().equals("sonde.SlowCall"))
            .filter(event -> event.getString("methodName").equals("slow"))
            .toList();
    // A busy machine may stretch the call of 20 ms as well.
    assertThat(slow).allMatch(event -> event.getDuration().toMillis() >= 99);
    RecordedEvent last = slow.get(slow.size() - 1);
    assertThat(last.getDuration().toMillis()).isBetween(149L, 60_000L);
    assertThat(last.getStackTrace().getFrames())
        .anyMatch(frame -> frame.getMethod().getName().equals("slow"));
  }

  /** Eight platform threads and, where there are any, eight virtual ones, 1000 calls each. */
  private static long leafCalls(Path javaHome) throws Exception {
    String release = Files.readString(javaHome.resolve("release"));
    String version = release.replaceAll("(?s).*JAVA_VERSION=\"(\\d+).*", "$1");
    return Integer.parseInt(version) >= FIRST_WITH_VIRTUAL_THREADS ? 16_000 : 8_000;
  }

  private String run(Path javaHome, String settings) throws Exception {
    Path classes = Compiler.compile("timing", directory.resolve("classes"));
    String agent = "-javaagent:" + System.getProperty("sonde.agent.jar") + "=" + settings;
    try (JvmProcess jvm =
        JvmProcess.start(javaHome, directory, List.of(agent, "-cp", classes.toString(), CALLS))) {
      assertThat(jvm.awaitExit()).as(jvm.stderr()).isZero();
      return jvm.stdout();
    }
  }
}
