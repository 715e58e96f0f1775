package io.sonde.analyzer.rule.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.recording.ReadingProgress;
import io.sonde.analyzer.recording.SondeRecordingReader;
import io.sonde.analyzer.rule.Rules;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** heap-leak on recordings of real JVMs, with each collector and each JDK at hand. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HeapLeakIT {
  private static final int SECONDS = 40;
  private static final int SLOW_SECONDS = 150;

  /** ZGC counts in pages of 2 MB, whose rounding is as large as what leaks in a heap of 64 MB. */
  private static final int Z_FACTOR = 4;

  private static final List<String> WHAT = List.of("leak", "cache", "array");

  /** A program that leaks slowly, as often as it is run. */
  private record SlowLeak(Path home, String collector, Path file) {
    Process start() throws IOException {
      return HeapLeakIT.start(home, collector, "slow", SLOW_SECONDS, file);
    }
  }

  /** Leak so slowly that they take as long as all the others; so they run beside them. */
  private static final Map<SlowLeak, Process> SLOW = new LinkedHashMap<>();

  @TempDir private static Path slowFolder;
  @TempDir private Path folder;

  @BeforeAll
  static void startSlowLeaks() throws IOException {
    for (Path home : javaHomes().toList()) {
      for (String collector : List.of("Serial", "Parallel")) {
        Path file = slowFolder.resolve(SLOW.size() + collector + ".jfr");
        SlowLeak leak = new SlowLeak(home, collector, file);
        SLOW.put(leak, leak.start());
      }
    }
  }

  @AfterAll
  static void endSlowLeaks() {
    SLOW.values().forEach(Process::destroyForcibly);
  }

  /** Two collectors at a time: the programs sleep most of the time. */
  static Stream<Arguments> collectors() {
    return javaHomes()
        .flatMap(
            home ->
                Stream.of(List.of("G1", "Parallel"), List.of("Serial", "Z"))
                    .map(collectors -> Arguments.of(home, collectors)));
  }

  /** JDK Mission Control's rule wants 12 % per minute; this is less than half of that. */
  @Test
  @Order(2)
  void leakOfFivePercentAMinute_isFound() throws Exception {
    for (Map.Entry<SlowLeak, Process> each : SLOW.entrySet()) {
      Path file = each.getKey().file();
      RuleResult result = result(each.getValue(), SLOW_SECONDS, file);
      if (!(result instanceof RuleResult.Found)) {
        // Of a line with so few points the second half may seem to rise less by chance: some 5 %.
        each.setValue(each.getKey().start());
        result = result(each.getValue(), SLOW_SECONDS, file);
      }
      assertLeakIsFound(String.valueOf(file.getFileName()), result, 8e3, 50e3);
    }
  }

  @ParameterizedTest
  @Order(1)
  @MethodSource("collectors")
  void leakFires_cacheThatLevelsAndBigArrayAreSilent(Path home, List<String> collectors)
      throws Exception {
    Map<String, Process> programs = new LinkedHashMap<>();
    for (String collector : collectors) {
      for (String what : WHAT) {
        programs.put(what + collector, start(home, collector, what));
      }
    }
    try {
      for (String program : programs.keySet()) {
        boolean leaks = program.startsWith("leak");
        RuleResult result = result(programs.get(program), SECONDS, file(program));
        if (leaks != result instanceof RuleResult.Found) {
          // The rule decides at 99 %, so that noise alone may seem to rise, or hide what does.
          // Twice in a row it is no noise.
          String what = WHAT.stream().filter(program::startsWith).findFirst().orElseThrow();
          programs.put(program, start(home, program.substring(what.length()), what));
          result = result(programs.get(program), SECONDS, file(program));
        }
        if (leaks) {
          // 5 entries of 1 kB in each tick of 10 ms, which a busy machine stretches.
          int factor = program.endsWith("Z") ? Z_FACTOR : 1;
          assertLeakIsFound(program, result, factor * 100e3, factor * 1e6);
        } else {
          assertThat(result).as("%s: %s", program, result).isNotInstanceOf(RuleResult.Found.class);
        }
      }
    } finally {
      programs.values().forEach(Process::destroyForcibly);
    }
  }

  /**
   * @param least bytes per second
   */
  private static void assertLeakIsFound(
      String program, RuleResult result, double least, double most) {
    assertThat(result).as("%s: %s", program, result).isInstanceOf(RuleResult.Found.class);
    Finding finding = ((RuleResult.Found) result).findings().get(0);
    assertThat(finding.evidence().get(0).value()).as(finding.toString()).isBetween(least, most);
    assertThat(finding.severity())
        .as("%s: %s", program, finding)
        .isGreaterThanOrEqualTo(Severity.WARNING);
    assertThat(finding.evidence())
        .anyMatch(each -> each.label().equals("time to exhaustion") && each.value() > 0);
  }

  private Path file(String program) {
    return folder.resolve(program + ".jfr");
  }

  private Process start(Path home, String collector, String what) throws IOException {
    return start(home, collector, what, SECONDS, file(what + collector));
  }

  private static Process start(Path home, String collector, String what, int seconds, Path file)
      throws IOException {
    boolean z = collector.equals("Z");
    return new ProcessBuilder(
            home.resolve("bin/java").toString(),
            "-XX:+Use" + collector + "GC",
            z ? "-Xmx192m" : "-Xmx64m",
            "-Xmn16m",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:InitiatingHeapOccupancyPercent=20",
            "-XX:-G1UseAdaptiveIHOP",
            "-XX:ZCollectionIntervalMajor=1",
            // Else Serial and Parallel leave dead objects of 5 % of the old generation where they
            // lie, here as much as leaks in 5 s, and now and then take them away.
            "-XX:MarkSweepDeadRatio=0",
            "-XX:MarkSweepAlwaysCompactCount=1",
            "-XX:HeapMaximumCompactionInterval=0",
            "-XX:ParallelOldDeadWoodLimiterMean=0",
            "-cp",
            System.getProperty("java.class.path"),
            HeapProgram.class.getName(),
            what,
            String.valueOf(seconds),
            file.toString(),
            String.valueOf(z ? Z_FACTOR : 1))
        .redirectErrorStream(true)
        .redirectOutput(output(file).toFile())
        .start();
  }

  private static Path output(Path file) {
    return file.resolveSibling(file.getFileName() + ".txt");
  }

  private static RuleResult result(Process process, int seconds, Path file) throws Exception {
    boolean ended = process.waitFor(seconds * 6L, TimeUnit.SECONDS);
    assertThat(ended && process.exitValue() == 0).as(Files.readString(output(file))).isTrue();
    Recording recording = new SondeRecordingReader().read(List.of(file), ReadingProgress.NONE);
    return Rules.evaluate(new HeapLeakRule(), recording);
  }

  private static Stream<Path> javaHomes() {
    String second = System.getenv("SONDE_TEST_JDK");
    Stream<Path> running = Stream.of(Path.of(System.getProperty("java.home")));
    return second == null || second.isBlank()
        ? running
        : Stream.concat(running, Stream.of(new File(second).toPath()));
  }
}
