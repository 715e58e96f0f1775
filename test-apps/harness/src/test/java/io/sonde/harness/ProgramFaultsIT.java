package io.sonde.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Each program's fault is named first, with the right class and method, on the running JDK; its
 * fixed twin gives no warning on SONDE_TEST_JDK. {@link CatalogueIT} runs both on both. {@code
 * -Dsonde.fault=NAME} runs one.
 */
@Execution(ExecutionMode.CONCURRENT)
class ProgramFaultsIT {
  private static final List<String> SEVERITIES = List.of("info", "warning", "critical");

  /** That is supported; the second one may be so old. */
  private static final int OLDEST_JDK = 17;

  /** Who needs them for itself locks them: a class that runs by itself still runs beside others. */
  static final String PROCESSORS = "processors";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  static Stream<ProgramCase> alone() throws IOException {
    return chosen().filter(ProgramCase::alone);
  }

  static Stream<ProgramCase> sideBySide() throws IOException {
    return chosen().filter(program -> !program.alone());
  }

  private static Stream<ProgramCase> chosen() throws IOException {
    String one = System.getProperty("sonde.fault", "");
    return ProgramCase.all().stream()
        .filter(program -> one.isEmpty() || program.fault().equals(one));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("alone")
  @ResourceLock(value = PROCESSORS, mode = ResourceAccessMode.READ_WRITE)
  void programThatNeedsTheProcessors_isNamed_andItsTwinIsNot(ProgramCase program) throws Exception {
    judge(program);
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sideBySide")
  @ResourceLock(value = PROCESSORS, mode = ResourceAccessMode.READ)
  void program_isNamed_andItsTwinIsNot(ProgramCase program) throws Exception {
    judge(program);
  }

  private void judge(ProgramCase program) throws Exception {
    Path running = Path.of(System.getProperty("java.home"));
    Path second = Path.of(System.getenv().getOrDefault("SONDE_TEST_JDK", running.toString()));
    if (Runtime.version().feature() >= program.fromJdk()) {
      assertNamed(program, running);
      assertSilent(program, program.fromJdk() > OLDEST_JDK ? running : second);
    } else if (!second.equals(running)) {
      assertNamed(program, second);
      assertSilent(program, second);
    } else {
      System.out.println(program + " needs JDK " + program.fromJdk() + ", and there is none.");
    }
  }

  private void assertNamed(ProgramCase program, Path home) throws Exception {
    ProgramRun run = ProgramRun.of(program, false, home, folder("fault"));
    assertThat(run.analysis().get("findings")).as(run.text()).isNotEmpty();
    JsonNode first = run.analysis().get("findings").get(0);
    ProgramCase.Expected expected = program.expected();
    assertThat(first.get("rule").asString()).as(run.text()).isEqualTo(expected.rule());
    assertThat(SEVERITIES.indexOf(first.get("severity").asString()))
        .as(run.text())
        .isGreaterThanOrEqualTo(SEVERITIES.indexOf(expected.severity()));
    if (!expected.className().isEmpty()) {
      JsonNode location = first.get("location").get(0);
      assertThat(location.get("class").asString()).as(run.text()).isEqualTo(expected.className());
      assertThat(location.get("method").asString()).as(run.text()).isEqualTo(expected.method());
    }
  }

  private void assertSilent(ProgramCase program, Path home) throws Exception {
    ProgramRun run = ProgramRun.of(program, true, home, folder("fixed"));
    assertThat(run.warnings()).as(run.text()).isEmpty();
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectory(directory.resolve(name));
  }
}
