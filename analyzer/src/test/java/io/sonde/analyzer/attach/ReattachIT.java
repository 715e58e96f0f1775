package io.sonde.analyzer.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Attaching, recording and stopping again and again leaves the JVM as it was. */
class ReattachIT {
  private static final int CYCLES = 200;

  /** Classes, code and buffers that are made once and kept are there after these. */
  private static final int WARMUP_CYCLES = 100;

  private static final long MEGABYTE = 1_000_000;

  /**
   * The JVM counts each retransformation of a class as a class loaded and never takes it back, even
   * when it has freed the old version; a cycle retransforms one class twice.
   */
  private static final long COUNTED_PER_CYCLE = 2;

  /**
   * The second compiler's memory and profiles go on growing for hundreds of cycles, by 45 to 103 MB
   * in these, which hides what is looked for; with the first one alone all is level.
   */
  private static final String STEADY_COMPILER = "-XX:TieredStopAtLevel=1";

  /**
   * Bytes of metaspace; measured 0 on 25 and 1.3 MB on 17. A class loader per cycle would be 200
   * times 12 MB, and a class per cycle shows in the count of classes.
   */
  private static final long METASPACE_BOUND = 4 * MEGABYTE;

  /**
   * Resident memory in kB, without the heap, which is touched at the start; measured 2.5 MB on 25
   * and 3.4 MB on 17. A buffer of JFR or a library left in each cycle would be 100 MB and more.
   */
  private static final long RESIDENT_BOUND = 20_000;

  @TempDir private Path directory;

  static Stream<Path> javaHomes() {
    return TargetProcess.javaHomes();
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void attachAndStop_200Times_leavesNothingBehind(Path javaHome) throws Exception {
    Path temp = Files.createDirectories(directory.resolve("tmp"));
    try (TargetProcess target =
        TargetProcess.start(
            javaHome, directory, List.of(), STEADY_COMPILER, "-Djava.io.tmpdir=" + temp)) {
      Jvm jvm = Jvms.find(Long.toString(target.pid()));
      cycles(jvm, WARMUP_CYCLES);
      Map<String, Long> before = target.measure();
      long filesBefore = leftFiles(temp, target.pid());
      cycles(jvm, CYCLES);
      Map<String, Long> after = target.measure();

      assertThat(growth("heap", before, after)).isLessThan(MEGABYTE);
      assertThat(growth("metaspace", before, after)).isLessThan(METASPACE_BOUND);
      assertThat(growth("classes", before, after)).isLessThan(COUNTED_PER_CYCLE * CYCLES + 100);
      assertThat(growth("threads", before, after)).isLessThanOrEqualTo(2);
      assertThat(growth("files", before, after)).isLessThanOrEqualTo(2);
      assertThat(growth("residentKb", before, after)).isLessThan(RESIDENT_BOUND);
      assertThat(leftFiles(temp, target.pid())).isEqualTo(filesBefore);
      Answer status = RemoteAgent.in(jvm).status();
      assertThat(status.text("recording")).isEqualTo("false");
      assertThat(status.number("suppressedErrors")).isZero();
      assertThat(target.errors()).doesNotContain("[sonde]");
    }
  }

  private void cycles(Jvm jvm, int count) throws IOException {
    Path file = directory.resolve("cycle.jfr");
    for (int i = 0; i < count; i++) {
      RemoteAgent agent = RemoteAgent.in(jvm);
      Answer started = agent.attachForStop("include=" + BusyProgram.class.getName(), file);
      assertThat(started.number("timedMethods")).isPositive();
      Answer stopped = agent.stopSession(started.text("session"), file);
      assertThat(Files.size(Path.of(stopped.text("file")))).isPositive();
      Files.delete(file);
    }
  }

  private static long growth(String key, Map<String, Long> before, Map<String, Long> after) {
    return after.get(key) - before.get(key);
  }

  /** Files of the target's temporary directory and our own in /tmp. */
  private static long leftFiles(Path temp, long pid) throws IOException {
    try (Stream<Path> theirs = Files.walk(temp);
        Stream<Path> ours = Files.list(Path.of("/tmp"))) {
      return theirs.count()
          + ours.filter(file -> file.getFileName().toString().startsWith(".sonde-" + pid + "-"))
              .count();
    }
  }
}
