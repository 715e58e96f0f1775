package io.sonde.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.harness.ProgramCase.Plain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * The programs' faults without the agent, as the JDK records them with its settings {@code default}
 * and {@code profile}: what these events can show is found, of the rest the rule names the event to
 * turn on. Part of {@code mvn verify -Pcatalogue}; {@code -Dsonde.fault=NAME} runs one.
 */
class PlainRecordingIT {
  private static final String ONLY = System.getProperty("sonde.fault", "");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  static Stream<Arguments> recordings() throws IOException {
    return ProgramCase.all().stream()
        .filter(program -> ONLY.isEmpty() || program.fault().equals(ONLY))
        .flatMap(
            program ->
                Stream.of("default", "profile").map(settings -> Arguments.of(program, settings)));
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void whatItsEventsCanShow_isFound_andTheRestSaysWhatToTurnOn(ProgramCase program, String settings)
      throws Exception {
    ProgramRun run = ProgramRun.plain(program, settings, home(program), directory);
    String rule = program.expected().rule();
    JsonNode result =
        run.analysis()
            .get("rules")
            .valueStream()
            .filter(each -> each.get("rule").asString().equals(rule))
            .findFirst()
            .orElseThrow();
    String state = result.get("outcome").asString();
    String reason = result.path("reason").asString("");
    System.out.println(program + " with " + settings + ": " + state + " " + reason);
    Plain expected = program.plain().get(settings);
    switch (expected) {
      case FOUND -> assertThat(state).as(run.text()).isEqualTo("finding");
      case NOT_APPLICABLE -> {
        if (!state.equals("finding")) {
          assertThat(state).as(run.text()).isEqualTo("not-applicable");
          assertThat(reason).as(run.text()).containsPattern("[Ee]nable|Record ");
        }
      }
      case HIDDEN -> {
        if (!state.equals("finding")) {
          assertThat(reason).as(run.text()).contains("were not recorded");
        }
      }
    }
    if (expected == Plain.FOUND && !program.expected().className().isEmpty()) {
      List<String> places =
          run.analysis()
              .get("findings")
              .valueStream()
              .filter(finding -> finding.get("rule").asString().equals(rule))
              .flatMap(finding -> finding.get("location").valueStream())
              .map(place -> place.get("class").asString())
              .toList();
      // Who was late at a safepoint, say, only the agent's sampler sees.
      if (!places.isEmpty()) {
        assertThat(places).as(run.text()).contains(program.expected().className());
      }
    }
  }

  private static Path home(ProgramCase program) {
    Path running = Path.of(System.getProperty("java.home"));
    return Runtime.version().feature() >= program.fromJdk()
        ? running
        : Path.of(System.getenv().getOrDefault("SONDE_TEST_JDK", running.toString()));
  }
}
