package io.sonde.agent.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.testing.Compiler;
import io.sonde.agent.testing.JvmProcess;
import io.sonde.agent.testing.WrittenRecording;
import io.sonde.events.EventNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A method that is called far too often, in a real JVM; the program counts its calls itself. */
class GovernorIT {
  private static final String HOT = "com.acme.governor.Hot";
  private static final String INCLUDE = "include=" + HOT + "#hot";

  @TempDir Path directory;

  static Stream<Path> javaHomes() {
    return JvmProcess.javaHomes();
  }

  /** 500,000 calls a second cost 30 ms and more when timed, 2 ms when counted; the budget is 5. */
  @ParameterizedTest
  @MethodSource("javaHomes")
  void hotMethod_isTurnedDownWithinTheBudget_andUpAgain_countsExact(Path javaHome)
      throws Exception {
    String overhead =
        String.format(
            Locale.ROOT, "overhead=%.6f%%", 0.5 / Runtime.getRuntime().availableProcessors());
    String output = run(javaHome, "paced", overhead);
    assertThat(output).contains("turned down to ").contains("turned up to 1\n");

    WrittenRecording recording = recording();
    recording.assertClean();
    assertThat(recording.calls(HOT, "hot")).isEqualTo(ownCount(output));
    List<RecordedEvent> steps = recording.ofType(EventNames.GOVERNOR_STEP);
    RecordedEvent down = steps.get(0);
    assertThat(down.getString("methodName")).isEqualTo("hot");
    assertThat(down.getString("from")).isEqualTo("exact");
    assertThat(down.getString("to")).isEqualTo("1/64");
    assertThat(down.getString("reason")).isEqualTo("over budget");
    assertThat(down.getLong("budgetNanos")).isBetween(4_900_000L, 5_100_000L);
    assertThat(down.getLong("costBeforeNanos")).isGreaterThan(down.getLong("budgetNanos"));
    assertThat(down.getLong("costAfterNanos")).isLessThan(down.getLong("costBeforeNanos"));
    RecordedEvent up = steps.get(steps.size() - 1);
    assertThat(up.getString("to")).isEqualTo("exact");
    assertThat(up.getString("reason")).isEqualTo("room again");
    assertThat(up.getLong("costAfterNanos")).isLessThan(up.getLong("budgetNanos"));
    assertEachStrideItsOwnEvent(recording);
    assertCalibrated(recording);
  }

  /** All processors do nothing but call it: counting alone is over the budget, and is kept. */
  @ParameterizedTest
  @MethodSource("javaHomes")
  void flatOut_defaultBudget_onlyCounted_countsExact(Path javaHome) throws Exception {
    String output = run(javaHome, "flat-out", "timing=exact");
    assertThat(output).contains("turned down to 0\n");

    WrittenRecording recording = recording();
    recording.assertClean();
    assertThat(recording.calls(HOT, "hot")).isEqualTo(ownCount(output));
    List<RecordedEvent> steps = recording.ofType(EventNames.GOVERNOR_STEP);
    assertThat(steps).isNotEmpty();
    assertThat(steps.get(steps.size() - 1).getString("to")).isEqualTo("count only");
    RecordedEvent last = lastState(recording);
    assertThat(last.getInt("throttledMethods")).isEqualTo(1);
    assertThat(last.getString("turnedDown")).isEqualTo(HOT + ".hot: count only");
    assertThat(last.getLong("budgetNanos"))
        .isEqualTo(10_000_000L * Runtime.getRuntime().availableProcessors());
    assertThat(last.getLong("leastCostNanos")).isPositive();
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void overheadOff_nothingIsTurnedDown(Path javaHome) throws Exception {
    String output = run(javaHome, "off", "overhead=off");
    assertThat(output).contains("stride 1\n");

    WrittenRecording recording = recording();
    recording.assertClean();
    assertThat(recording.calls(HOT, "hot")).isEqualTo(ownCount(output));
    assertThat(recording.ofType(EventNames.GOVERNOR_STEP)).isEmpty();
    assertThat(recording.ofType(EventNames.PROBE_COST)).isEmpty();
    assertThat(lastState(recording).getLong("budgetNanos")).isZero();
  }

  /** Calls that are timed alike have an event of their own, so that none stands for others. */
  private static void assertEachStrideItsOwnEvent(WrittenRecording recording) {
    List<RecordedEvent> timings = recording.ofType(EventNames.METHOD_TIMING);
    assertThat(timings.stream().map(event -> event.getInt("stride")).distinct())
        .hasSizeGreaterThan(1)
        .contains(1);
    assertThat(timings)
        .filteredOn(event -> event.getInt("stride") == 1)
        .isNotEmpty()
        .extracting(event -> event.getLong("timedCount"))
        .isEqualTo(
            timings.stream()
                .filter(event -> event.getInt("stride") == 1)
                .map(event -> event.getLong("count"))
                .toList());
    assertThat(timings)
        .filteredOn(event -> event.getInt("stride") == 0)
        .allMatch(event -> event.getLong("timedCount") == 0);
  }

  private static void assertCalibrated(WrittenRecording recording) {
    List<RecordedEvent> costs = recording.ofType(EventNames.PROBE_COST);
    assertThat(costs)
        .extracting(event -> event.getString("probe"))
        .contains("count only", "exact timing", "request", "SQL statement", "event");
    assertThat(costs)
        .allMatch(event -> event.getDouble("costNanos") > 0)
        .anyMatch(event -> event.getInt("rounds") > 0);
  }

  private WrittenRecording recording() throws Exception {
    return WrittenRecording.read(directory.resolve("hot.jfr"));
  }

  private static RecordedEvent lastState(WrittenRecording recording) {
    return recording.ofType(EventNames.AGENT_STATE).stream()
        .max(java.util.Comparator.comparing(RecordedEvent::getStartTime))
        .orElseThrow();
  }

  private static long ownCount(String output) {
    return Long.parseLong(
        output
            .lines()
            .filter(line -> line.startsWith("calls "))
            .findFirst()
            .orElseThrow()
            .substring("calls ".length()));
  }

  private String run(Path javaHome, String mode, String setting) throws Exception {
    Path classes = Compiler.compile("governor", directory.resolve("classes"));
    String agent =
        "-javaagent:%s=%s,%s,file=%s"
            .formatted(
                System.getProperty("sonde.agent.jar"),
                INCLUDE,
                setting,
                directory.resolve("hot.jfr"));
    try (JvmProcess jvm =
        JvmProcess.start(
            javaHome, directory, List.of(agent, "-cp", classes.toString(), HOT, mode))) {
      assertThat(jvm.awaitExit()).as(jvm.stderr()).isZero();
      return jvm.stdout();
    }
  }
}
