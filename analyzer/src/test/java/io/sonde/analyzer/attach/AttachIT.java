package io.sonde.analyzer.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands for a running JVM, as a user types them. */
class AttachIT {
  private static final String PROGRAM = BusyProgram.class.getName();
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  @TempDir private Path folder;

  static Stream<Path> javaHomes() {
    return TargetProcess.javaHomes();
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void attachStatusDumpStop_timeWhatRunsAlready(Path javaHome) throws Exception {
    try (TargetProcess target = TargetProcess.start(javaHome, folder, List.of())) {
      String pid = Long.toString(target.pid());
      assertThat(done("list").lines())
          .anyMatch(line -> line.startsWith(pid + " ") && line.contains(PROGRAM));

      String file = "file=" + folder.resolve("attached.jfr");
      assertThat(done("attach", pid, "include=" + PROGRAM, "timing-period=1s", file))
          .contains("attached.jfr");
      awaitCalls(pid);
      assertThat(refused("attach", pid)).contains("is being recorded already");

      done("dump", pid, "-o", "dump.jfr");
      assertThat(stepsIn("dump.jfr")).isPositive();
      assertThat(done("status", pid)).contains("Suppressed errors").contains("since ");

      done("stop", pid, "-o", "stopped.jfr");
      assertThat(stepsIn("stopped.jfr")).isGreaterThanOrEqualTo(stepsIn("dump.jfr"));
      assertThat(refused("stop", pid)).contains("not recording");
      assertThat(done("status", pid)).contains("the original bytecode runs");
      assertThat(target.errors()).doesNotContain("[sonde]");
    }
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void record_byName_writesAndDetaches(Path javaHome) throws Exception {
    try (TargetProcess target =
        TargetProcess.start(
            LonelyProgram.class, javaHome, folder, List.of(), "-Dmarker=" + folder.getFileName())) {
      done("record", Long.toString(target.pid()), "--duration", "2s", "-o", "by-pid.jfr");
      assertThat(RecordingFile.readAllEvents(folder.resolve("by-pid.jfr"))).isNotEmpty();
      done("record", "LonelyProgram", "--duration", "1s", "-o", "by-name.jfr");
      assertThat(RecordingFile.readAllEvents(folder.resolve("by-name.jfr"))).isNotEmpty();
      assertThat(done("status", Long.toString(target.pid()))).contains("detached");
    }
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void recordingThatEndsByItself_takesItsProbesOut(Path javaHome) throws Exception {
    try (TargetProcess target = TargetProcess.start(javaHome, folder, List.of())) {
      String pid = Long.toString(target.pid());
      String file = "file=" + folder.resolve("short.jfr");
      CodeCapture.Code before = CodeCapture.of(target, folder, "before");
      done("attach", pid, "include=" + PROGRAM, "duration=2s", file);
      awaitStatus(pid, "the original bytecode runs");
      assertThat(folder.resolve("short.jfr")).isNotEmptyFile();
      assertThat(CodeCapture.of(target, folder, "after")).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void stop_putsTheOriginalBytecodeBack(Path javaHome) throws Exception {
    try (TargetProcess target = TargetProcess.start(javaHome, folder, List.of())) {
      String pid = Long.toString(target.pid());
      CodeCapture.Code before = CodeCapture.of(target, folder, "before");
      assertThat(before.instructions()).contains("step").doesNotContain("io/sonde/bootstrap");

      done("attach", pid, "include=" + PROGRAM, "file=" + folder.resolve("x.jfr"));
      assertThat(CodeCapture.of(target, folder, "during").instructions())
          .contains("io/sonde/bootstrap/MethodProbe");

      done("stop", pid);
      assertThat(CodeCapture.of(target, folder, "after")).isEqualTo(before);
    }
  }

  /** A class of the JDK that requests come in by, and an entry point that is timed as well. */
  @ParameterizedTest
  @MethodSource("javaHomes")
  void stop_putsTheOriginalBytecodeOfRequestProbesBack(Path javaHome) throws Exception {
    String library = "com.sun.net.httpserver.Filter$Chain";
    String loads = "-D" + BusyProgram.LOADS + "=" + library;
    try (TargetProcess target = TargetProcess.start(javaHome, folder, List.of(), loads)) {
      String pid = Long.toString(target.pid());
      CodeCapture.Code entry = CodeCapture.of(target, folder, "before");
      CodeCapture.Code chain = CodeCapture.of(target, folder, "chain-before", library);

      done(
          "attach",
          pid,
          "include=" + PROGRAM,
          "entry=" + PROGRAM + "#step",
          "file=" + folder.resolve("x.jfr"));
      assertThat(CodeCapture.of(target, folder, "during").instructions())
          .contains("io/sonde/bootstrap/MethodProbe", "io/sonde/bootstrap/Requests");
      assertThat(CodeCapture.of(target, folder, "chain-during", library).instructions())
          .contains("io/sonde/bootstrap/Requests");

      done("stop", pid);
      assertThat(CodeCapture.of(target, folder, "after")).isEqualTo(entry);
      assertThat(CodeCapture.of(target, folder, "chain-after", library)).isEqualTo(chain);
      assertThat(done("status", pid)).contains("the original bytecode runs");
    }
    assertThat(RecordingFile.readAllEvents(folder.resolve("x.jfr")))
        .filteredOn(event -> event.getEventType().getName().equals("sonde.Request"))
        .isNotEmpty()
        .allMatch(event -> event.getString("route").equals(PROGRAM + ".step"));
  }

  /** Classes of the JDK that every program has, woven once requests come in. */
  @ParameterizedTest
  @MethodSource("javaHomes")
  void stop_putsTheOriginalBytecodeOfExecutorsAndThreadsBack(Path javaHome) throws Exception {
    List<String> names =
        List.of(
            "java.lang.Thread",
            "java.util.concurrent.ForkJoinPool",
            "java.util.concurrent.ForkJoinTask",
            "java.util.concurrent.ThreadPoolExecutor",
            "java.util.concurrent.ScheduledThreadPoolExecutor");
    String loads = "-D" + BusyProgram.LOADS + "=" + String.join(",", names);
    try (TargetProcess target = TargetProcess.start(javaHome, folder, List.of(), loads)) {
      String pid = Long.toString(target.pid());
      List<CodeCapture.Code> before = codes(target, "before", names);
      done("attach", pid, "entry=" + PROGRAM + "#step", "file=" + folder.resolve("x.jfr"));
      awaitTaskProbes(target, names.get(names.size() - 1));
      assertThat(codes(target, "during", names))
          .allMatch(code -> code.instructions().contains("io/sonde/bootstrap/Tasks"));
      done("stop", pid);
      assertThat(codes(target, "after", names)).isEqualTo(before);
      assertThat(target.errors()).doesNotContain("[sonde]");
    }
  }

  private List<CodeCapture.Code> codes(TargetProcess target, String when, List<String> names)
      throws Exception {
    List<CodeCapture.Code> codes = new ArrayList<>();
    for (String name : names) {
      codes.add(CodeCapture.of(target, folder, when + codes.size(), name));
    }
    return codes;
  }

  private void awaitTaskProbes(TargetProcess target, String name) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!CodeCapture.of(target, folder, "awaited", name)
        .instructions()
        .contains("io/sonde/bootstrap/Tasks")) {
      assertThat(System.nanoTime()).as("executors are woven in time").isLessThan(deadline);
    }
  }

  private String done(String... args) throws Exception {
    SondeRun run = SondeRun.sonde(folder, args);
    assertThat(run.exitCode()).as(run.errors()).isZero();
    return run.output();
  }

  private String refused(String... args) throws Exception {
    SondeRun run = SondeRun.sonde(folder, args);
    assertThat(run.exitCode()).as(run.output()).isEqualTo(3);
    assertThat(run.errors()).startsWith("sonde: ").hasLineCount(1);
    return run.errors();
  }

  private void awaitCalls(String pid) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!done("status", pid).matches("(?s).*Calls counted +[1-9].*")) {
      assertThat(System.nanoTime()).as("calls are counted in time").isLessThan(deadline);
    }
  }

  private void awaitStatus(String pid, String words) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!done("status", pid).contains(words)) {
      assertThat(System.nanoTime()).as(words).isLessThan(deadline);
    }
  }

  /** Calls of the program's method, which was loaded and running when the agent came. */
  private long stepsIn(String file) throws Exception {
    return RecordingFile.readAllEvents(folder.resolve(file)).stream()
        .filter(event -> event.getEventType().getName().equals("sonde.MethodTiming"))
        .filter(event -> event.getString("methodName").equals("step"))
        .mapToLong((RecordedEvent event) -> event.getLong("count"))
        .sum();
  }
}
