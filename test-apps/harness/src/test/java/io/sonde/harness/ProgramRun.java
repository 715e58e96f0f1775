package io.sonde.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One program of {@code test-apps/faults}, recorded and analysed. */
record ProgramRun(JsonNode analysis, String text) {
  private static final long GRACE_SECONDS = 120;

  /**
   * Under the agent.
   *
   * @param home of the JDK that the program runs on
   * @param directory for recording, findings and logs
   */
  static ProgramRun of(ProgramCase program, boolean fixed, Path home, Path directory)
      throws IOException, InterruptedException {
    Path recording = directory.resolve("program.jfr");
    List<String> recorder =
        List.of(
            "-javaagent:" + sonde().resolve("agent/target/sonde-agent.jar"),
            "-Dsonde.file=" + recording);
    record(program, fixed, home, recorder, directory);
    assertUndisturbed(recording);
    return analyse(recording, directory);
  }

  /**
   * The fault as the JDK alone records it.
   *
   * @param settings of the JDK: default or profile
   */
  static ProgramRun plain(ProgramCase program, String settings, Path home, Path directory)
      throws IOException, InterruptedException {
    Path recording = directory.resolve("program.jfr");
    List<String> recorder =
        List.of(
            "-XX:StartFlightRecording:dumponexit=true,settings="
                + settings
                + ",filename="
                + recording);
    record(program, false, home, recorder, directory);
    return analyse(recording, directory);
  }

  private static Path sonde() {
    return Path.of(System.getProperty("sonde.home"));
  }

  private static void record(
      ProgramCase program, boolean fixed, Path home, List<String> recorder, Path directory)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/java").toString());
    command.addAll(program.options());
    command.addAll(recorder);
    command.add("-jar");
    command.add(sonde().resolve("test-apps/faults/target/sonde-faults.jar").toString());
    command.add("--fault=" + program.fault());
    command.add("--fixed=" + fixed);
    command.add("--seconds=" + program.seconds());
    runProgram(program, command, directory.resolve("program.log"));
  }

  private static ProgramRun analyse(Path recording, Path directory)
      throws IOException, InterruptedException {
    Path json = directory.resolve("findings.json");
    Path text = directory.resolve("analysis.txt");
    run(
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-jar",
            sonde().resolve("analyzer/target/sonde.jar").toString(),
            "analyze",
            recording.toString(),
            "--json=" + json),
        0,
        text);
    return new ProgramRun(JsonMapper.shared().readTree(json.toFile()), Files.readString(text));
  }

  private static void run(List<String> command, int seconds, Path log)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(seconds + GRACE_SECONDS, TimeUnit.SECONDS))
          .as("ends in time: %s", command)
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }

  /** Where the machine lets no quota be set, the test is not applicable, and says why. */
  private static void runProgram(ProgramCase program, List<String> command, Path log)
      throws IOException, InterruptedException {
    if (program.cpuQuota() == null) {
      run(command, program.seconds(), log);
      return;
    }
    try (CpuQuota quota = quota(program)) {
      run(quota.around(command), program.seconds(), log);
    }
  }

  private static CpuQuota quota(ProgramCase program) {
    try {
      return CpuQuota.of(program.cpuQuota());
    } catch (IOException noRight) {
      String reason = program + " is not applicable: no CPU quota can be set here: " + noRight;
      System.out.println(reason);
      return Assumptions.abort(reason);
    }
  }

  /** The agent did not fail. */
  private static void assertUndisturbed(Path recording) throws IOException {
    List<RecordedEvent> states =
        RecordingFile.readAllEvents(recording).stream()
            .filter(event -> event.getEventType().getName().equals("sonde.AgentState"))
            .toList();
    assertThat(states)
        .isNotEmpty()
        .allMatch(state -> state.getLong("suppressedErrors") == 0)
        .allMatch(state -> state.getInt("failedClasses") == 0);
  }

  /** The findings that are more than a note. */
  List<JsonNode> warnings() {
    return analysis
        .get("findings")
        .valueStream()
        .filter(finding -> !finding.get("severity").asString().equals("info"))
        .toList();
  }
}
