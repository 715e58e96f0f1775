package io.sonde.agent.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.testing.Compiler;
import io.sonde.agent.testing.JvmProcess;
import io.sonde.agent.testing.WrittenRecording;
import io.sonde.events.EventNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real breaches in a real JVM: what is written, how often, and what it holds. */
class TriggerIT {
  private static final String PIECE = "com.acme.trigger.Main.piece";
  private static final String SLOW = "p99(" + PIECE + ")>150ms for 3s";

  @TempDir Path directory;

  static Stream<Path> javaHomes() {
    return JvmProcess.javaHomes();
  }

  static Stream<Path> runningJavaHome() {
    return JvmProcess.javaHomes().limit(1);
  }

  /** Quick for 15 s, slow for 15 s, quick until the window has forgotten that, and slow again. */
  @ParameterizedTest
  @MethodSource("runningJavaHome")
  void breach_writesWhatWasBefore_onceWithinThePause(Path javaHome) throws Exception {
    String stderr = run(javaHome, "dump-when=" + SLOW, "20x15", "200x15", "20x15", "200x15");
    assertThat(stderr).containsOnlyOnce("[sonde] dump-when: " + SLOW + " holds: ");
    List<Path> dumps = dumps();
    assertThat(dumps).hasSize(1);
    WrittenRecording dump = WrittenRecording.read(dumps.get(0));
    RecordedEvent trigger = dump.ofType(EventNames.TRIGGER).get(0);
    assertThat(trigger.getString("condition")).isEqualTo(SLOW);
    assertThat(trigger.getString("unit")).isEqualTo("ns");
    assertThat(trigger.getDouble("bound")).isEqualTo(150e6);
    assertThat(trigger.getDouble("measured")).isGreaterThan(150e6);
    assertThat(trigger.getDuration("lastedNanos").toMillis()).isBetween(3_000L, 10_000L);
    List<RecordedEvent> before = pieces(dump, trigger, false);
    List<RecordedEvent> breach = pieces(dump, trigger, true);
    assertThat(before).as("quick ones, before the breach").hasSizeGreaterThan(100);
    assertThat(breach).as("slow ones, within it").hasSizeGreaterThan(10);
    WrittenRecording whole = WrittenRecording.read(directory.resolve("trigger.jfr"));
    whole.assertNothingSuppressed();
    assertThat(whole.ofType(EventNames.TRIGGER)).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void deadlock_writes(Path javaHome) throws Exception {
    String stderr = run(javaHome, "dump-when=deadlock", "20x2", "deadlock", "20x8");
    assertThat(stderr).containsOnlyOnce("dump-when: deadlock holds: 2 threads; recording written");
    assertThat(dumps()).hasSize(1);
    assertThat(WrittenRecording.read(dumps().get(0)).ofType(EventNames.TRIGGER)).hasSize(1);
  }

  private static List<RecordedEvent> pieces(
      WrittenRecording dump, RecordedEvent trigger, boolean slow) {
    return dump.ofType(EventNames.REQUEST).stream()
        .filter(request -> request.getString("route").equals(PIECE))
        .filter(request -> request.getEndTime().isBefore(trigger.getStartTime()))
        .filter(request -> request.getDuration().toMillis() >= 150 == slow)
        .toList();
  }

  /** Beside the recording that is written at the end. */
  private List<Path> dumps() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().matches("trigger-\\d+\\.jfr"))
          .toList();
    }
  }

  private String run(Path javaHome, String keys, String... stretches) throws Exception {
    Path classes = Compiler.compile("trigger", directory.resolve("classes"));
    List<String> arguments = new ArrayList<>();
    arguments.add(
        "-javaagent:"
            + System.getProperty("sonde.agent.jar")
            + "=entry=com.acme.trigger.Main#piece,file="
            + directory.resolve("trigger.jfr")
            + ","
            + keys);
    arguments.addAll(List.of("-cp", classes.toString(), "com.acme.trigger.Main"));
    arguments.addAll(List.of(stretches));
    try (JvmProcess jvm = JvmProcess.start(javaHome, directory, arguments)) {
      int exit = jvm.awaitExit();
      assertThat(exit).as(jvm.stderr()).isZero();
      assertThat(jvm.stderr()).doesNotContain("suppressed");
      return jvm.stderr();
    }
  }
}
