package io.sonde.analyzer.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands in the way of an attach: one sentence each, with the remedy. */
class AttachErrorsIT {
  private static final int USAGE = 2;
  private static final int INPUT = 3;

  @TempDir private Path folder;

  static Stream<Path> javaHomes() {
    return TargetProcess.javaHomes();
  }

  @Test
  void processThatHasEnded() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    assertThat(refusal(INPUT, Long.toString(ended.pid()))).contains("there is no process");
  }

  @Test
  void processThatIsNoJvm() throws Exception {
    Process sleep = new ProcessBuilder("sleep", "600").start();
    try {
      assertThat(refusal(INPUT, Long.toString(sleep.pid()))).contains("sleep").contains("JVM");
    } finally {
      sleep.destroyForcibly();
    }
  }

  @Test
  void nameOfNone_andNameOfSeveral() throws Exception {
    Path javaHome = Path.of(System.getProperty("java.home"));
    try (TargetProcess one = start(javaHome, "one");
        TargetProcess two = start(javaHome, "two")) {
      assertThat(refusal(INPUT, "NoSuchProgramAtAll")).contains("no JVM is named like");
      assertThat(refusal(USAGE, "BusyProgram"))
          .contains("several")
          .contains(Long.toString(one.pid()))
          .contains(Long.toString(two.pid()));
    }
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void attachSwitchedOff(Path javaHome) throws Exception {
    try (TargetProcess target = start(javaHome, "off", "-XX:+DisableAttachMechanism")) {
      assertThat(refusal(INPUT, pid(target)))
          .contains("-XX:+DisableAttachMechanism")
          .contains("-javaagent:sonde-agent.jar");
    }
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void dynamicAgentsForbidden(Path javaHome) throws Exception {
    try (TargetProcess target = start(javaHome, "no", "-XX:-EnableDynamicAgentLoading")) {
      assertThat(refusal(INPUT, pid(target)))
          .contains("-XX:+EnableDynamicAgentLoading")
          .contains("-javaagent:sonde-agent.jar");
    }
  }

  @Test
  void stoppedProcess() throws Exception {
    try (TargetProcess target = start(Path.of(System.getProperty("java.home")), "stopped")) {
      target.signal("STOP");
      assertThat(refusal(INPUT, pid(target))).contains("kill -CONT " + target.pid());
      target.signal("CONT");
    }
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void targetWithoutInstrument(Path javaHome) throws Exception {
    Path image = image(javaHome, "java.base,java.management,jdk.jfr");
    try (TargetProcess target = start(image, "bare")) {
      assertThat(refusal(INPUT, pid(target))).contains("java.instrument").contains("jlink");
    }
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void targetWithoutJfr(Path javaHome) throws Exception {
    Path image = image(javaHome, "java.base,java.management,java.instrument");
    try (TargetProcess target = start(image, "bare")) {
      assertThat(refusal(INPUT, pid(target))).contains("jdk.jfr").contains("jlink");
    }
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void clientWithoutAttach(Path javaHome) throws Exception {
    Path image = image(javaHome, "java.base,java.management,java.desktop,java.net.http,jdk.jfr");
    try (TargetProcess target = start(javaHome, "fine")) {
      SondeRun run =
          SondeRun.of(
              folder, SondeRun.command(image, SondeRun.JAR, "attach", pid(target), "cpu=5ms"));
      assertThat(sentence(INPUT, run)).contains("jdk.attach").contains("run sonde with a JDK");
    }
  }

  /** Root can become somebody else; another user has nobody whose process to try. */
  @Test
  @EnabledIf("isRoot")
  void processOfAnotherUser() throws Exception {
    Path open = openFolder();
    try (TargetProcess target = start(Path.of(System.getProperty("java.home")), "roots")) {
      Path jar = Files.copy(SondeRun.JAR, open.resolve("sonde.jar"));
      List<String> command =
          new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
      Path javaHome = Path.of(System.getProperty("java.home"));
      command.addAll(SondeRun.command(javaHome, jar, "attach", pid(target)));
      assertThat(sentence(INPUT, SondeRun.of(open, command)))
          .contains("belongs to user")
          .contains("run sonde as that user or as root");
    } finally {
      delete(open);
    }
  }

  /** Other process ids and another /tmp than ours, as in a container. */
  @ParameterizedTest
  @EnabledIf("canUnshare")
  @MethodSource("javaHomes")
  void ownProcessIdsAndOwnFiles_areRecordedAllTheSame(Path javaHome) throws Exception {
    // Not below /tmp, which the container hides behind its own.
    Path outside = Files.createTempDirectory(Path.of("/var/tmp"), "sonde-container");
    List<String> container =
        List.of(
            "unshare",
            "--pid",
            "--fork",
            "--mount",
            "--mount-proc",
            "sh",
            "-c",
            "mount -t tmpfs tmpfs /tmp && exec \"$@\"",
            "sh");
    try (TargetProcess target = TargetProcess.start(javaHome, outside, container)) {
      Path file = folder.resolve("container.jfr");
      SondeRun run =
          SondeRun.sonde(folder, "record", pid(target), "--duration", "2s", "-o", file.toString());
      assertThat(run.exitCode()).as(run.errors()).isZero();
      assertThat(RecordingFile.readAllEvents(file))
          .anyMatch(event -> event.getEventType().getName().equals("sonde.Session"));
    } finally {
      delete(outside);
    }
  }

  static boolean isRoot() {
    return LinuxProcess.available() && LinuxProcess.self().effectiveUid() == 0;
  }

  static boolean canUnshare() throws Exception {
    return isRoot()
        && new ProcessBuilder(
                    "unshare",
                    "--pid",
                    "--fork",
                    "--mount",
                    "--mount-proc",
                    "sh",
                    "-c",
                    "mount -t tmpfs tmpfs /tmp")
                .start()
                .waitFor()
            == 0;
  }

  private String refusal(int exitCode, String target) throws Exception {
    return sentence(exitCode, SondeRun.sonde(folder, "attach", target));
  }

  private static String sentence(int exitCode, SondeRun run) {
    assertThat(run.exitCode()).as(run.output() + run.errors()).isEqualTo(exitCode);
    assertThat(run.output()).isEmpty();
    assertThat(run.errors())
        .startsWith("sonde: ")
        .hasLineCount(1)
        .doesNotContain("Exception")
        .endsWith("." + System.lineSeparator());
    return run.errors();
  }

  private TargetProcess start(Path javaHome, String name, String... options) throws IOException {
    return TargetProcess.start(
        javaHome, Files.createDirectories(folder.resolve(name)), List.of(), options);
  }

  private static String pid(TargetProcess target) {
    return Long.toString(target.pid());
  }

  private Path image(Path javaHome, String modules) throws Exception {
    Path image = folder.resolve("image");
    Path log = folder.resolve("jlink.txt");
    Process jlink =
        new ProcessBuilder(
                javaHome.resolve("bin/jlink").toString(),
                "--add-modules",
                modules,
                "--output",
                image.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(jlink.waitFor(300, TimeUnit.SECONDS)).as("jlink ends").isTrue();
    assertThat(jlink.exitValue()).as(Files.readString(log)).isZero();
    return image;
  }

  /** A folder that every user may enter and write to. */
  private static Path openFolder() throws IOException {
    Path open = Files.createTempDirectory("sonde-open");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    return open;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      Path[] deepestFirst = files.sorted(Comparator.reverseOrder()).toArray(Path[]::new);
      Arrays.stream(deepestFirst).forEach(file -> file.toFile().delete());
    }
  }
}
