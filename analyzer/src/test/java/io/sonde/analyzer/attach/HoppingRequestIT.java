package io.sonde.analyzer.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The flame graph of a request that hops threads three times holds the work of all of them. */
class HoppingRequestIT {
  private static final String PROGRAM = HoppingProgram.class.getName();
  private static final Set<String> WORK = Set.of("onEntry", "onPool", "onStage", "onThread");

  @TempDir private Path folder;

  static Stream<Path> javaHomes() {
    return TargetProcess.javaHomes();
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void flameOfItsRoute_holdsAllThreadsWork_andNobodyElses(Path javaHome) throws Exception {
    record(javaHome);
    assertThat(workIn("cpu")).isEqualTo(WORK);
    assertThat(workIn("alloc")).isEqualTo(WORK);
    assertTasks();
  }

  private void record(Path javaHome) throws Exception {
    Path classes =
        Path.of(HoppingProgram.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    ProcessBuilder builder =
        new ProcessBuilder(
                javaHome.resolve("bin/java").toString(), "-cp", classes.toString(), PROGRAM)
            .directory(folder.toFile())
            .redirectError(folder.resolve("errors.txt").toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process program = builder.start();
    try (BufferedReader out = new BufferedReader(new InputStreamReader(program.getInputStream()))) {
      assertThat(out.readLine()).isEqualTo("ready");
      String pid = Long.toString(program.pid());
      done("attach", pid, "entry=" + PROGRAM + "#hop", "file=" + folder.resolve("hops.jfr"));
      Thread.sleep(8_000);
      done("stop", pid, "-o", "stopped.jfr");
    } finally {
      program.destroyForcibly().waitFor();
    }
  }

  /** Methods of the program that called the work in the flame graph of its requests. */
  private Set<String> workIn(String kind) throws Exception {
    String stacks =
        done(
            "flame",
            "stopped.jfr",
            "--kind",
            kind,
            "--request",
            PROGRAM + ".hop",
            "--format",
            "collapsed",
            "-o",
            "-");
    return stacks
        .lines()
        .flatMap(line -> Arrays.stream(line.split(";")))
        .filter(frame -> frame.matches(".*HoppingProgram\\.(on|for)[A-Z].*"))
        .map(frame -> frame.replaceAll(".*HoppingProgram\\.(\\w+).*", "$1"))
        .collect(Collectors.toSet());
  }

  /** Nearly all requests lie whole within the recording, and have their three tasks. */
  private void assertTasks() throws Exception {
    var events = RecordingFile.readAllEvents(folder.resolve("stopped.jfr"));
    var tasks =
        events.stream()
            .filter(event -> event.getEventType().getName().equals("sonde.Task"))
            .collect(
                Collectors.groupingBy(
                    (RecordedEvent event) -> event.getLong("requestId"),
                    TreeMap::new,
                    Collectors.counting()));
    assertThat(tasks.values()).filteredOn(count -> count == 3).hasSizeGreaterThan(5);
    assertThat(tasks.values()).allMatch(count -> count <= 3);
  }

  private String done(String... args) throws Exception {
    SondeRun run = SondeRun.sonde(folder, args);
    assertThat(run.exitCode()).as(run.errors()).isZero();
    return run.output();
  }
}
