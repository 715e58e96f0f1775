package io.sonde.harness;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program with a fault, and what its analysis must say. One file each in {@code catalogue/}.
 *
 * @param fault its name in {@code test-apps/faults}
 * @param seconds how long it runs
 * @param alone whether it needs the processors for itself
 * @param options of its JVM
 * @param fromJdk first JDK on which the fault exists
 * @param cpuQuota cores that a control group allows it; null: no limit
 * @param expected the first finding
 * @param plain what the rule makes of the JDK's own recording, by its settings
 */
record ProgramCase(
    String fault,
    int seconds,
    boolean alone,
    List<String> options,
    int fromJdk,
    Double cpuQuota,
    Expected expected,
    Map<String, Plain> plain) {
  /** What events without the agent can show. */
  enum Plain {
    /** A finding of the rule, a note at least: without requests nobody is known to wait. */
    FOUND,
    /** The rule says which event to turn on, or how to record; a machine may show more. */
    NOT_APPLICABLE,
    /** Found where waits are longer than the settings' thresholds; else the rule names these. */
    HIDDEN
  }

  /**
   * @param severity the least
   * @param className of the first location; empty where none is expected
   */
  record Expected(
      String rule, String severity, @JsonProperty("class") String className, String method) {}

  private static final Path CATALOGUE = Path.of("src/test/resources/catalogue");

  /** All, in order of their names. */
  static List<ProgramCase> all() throws IOException {
    try (Stream<Path> files = Files.list(CATALOGUE)) {
      return files.sorted().map(ProgramCase::read).toList();
    }
  }

  private static ProgramCase read(Path file) {
    return JsonMapper.shared().readValue(file.toFile(), ProgramCase.class);
  }

  @Override
  public String toString() {
    return fault;
  }
}
