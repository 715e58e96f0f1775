package io.sonde.agent.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.testing.Compiler;
import io.sonde.agent.testing.JvmProcess;
import io.sonde.agent.testing.WrittenRecording;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Orders and their payments in a JVM of its own that tells them live. */
final class SignalApp {
  private static final String RECORDING = "signals.jfr";

  private final Path javaHome;
  private final Path directory;
  private String stderr = "";

  SignalApp(Path javaHome, Path directory) {
    this.javaHome = javaHome;
    this.directory = directory;
  }

  static Stream<Path> javaHomes() {
    return JvmProcess.javaHomes();
  }

  /**
   * Runs so many requests.
   *
   * @param keys of the agent, beside the file
   */
  WrittenRecording run(int requests, String keys, String... options) throws Exception {
    return ended(start(requests, 0, false, keys, options), requests);
  }

  /**
   * The same beside another agent.
   *
   * @param other option that names it
   * @param otherFirst whether that stands first on the command line
   */
  WrittenRecording beside(
      int requests, String other, boolean otherFirst, String keys, String... options)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(options));
    if (otherFirst) {
      all.add(other);
    }
    List<String> behind = otherFirst ? List.of() : List.of(other);
    return ended(start(requests, 3, all, behind, keys, List.of()), requests);
  }

  /** The same without our agent's option: another agent has it as its extension. */
  WrittenRecording within(int requests, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("-Dsonde.file=" + directory.resolve(RECORDING));
    return ended(start(requests, 1, all, List.of(), "", List.of()), requests);
  }

  private WrittenRecording ended(JvmProcess started, int requests) throws Exception {
    try (JvmProcess jvm = started) {
      int exit = jvm.awaitExit();
      stderr = jvm.stderr();
      assertThat(exit).as(stderr).isZero();
      assertThat(jvm.stdout()).contains("served " + requests);
    }
    return WrittenRecording.read(directory.resolve(RECORDING));
  }

  /**
   * The same, without waiting.
   *
   * @param staysSeconds how long the process stays then
   * @param fails whether one more request fails
   */
  JvmProcess start(int requests, int staysSeconds, boolean fails, String keys, String... options)
      throws IOException {
    List<String> last = fails ? List.of("fail") : List.of();
    return start(requests, staysSeconds, List.of(options), List.of(), keys, last);
  }

  /**
   * @param before options that stand before our agent's, and {@code behind}
   * @param keys of our agent; empty: without it
   */
  private JvmProcess start(
      int requests,
      int staysSeconds,
      List<String> before,
      List<String> behind,
      String keys,
      List<String> last)
      throws IOException {
    String jars = jars("(HikariCP|h2|slf4j-api)-.*");
    Path classes = Compiler.compile("signals", directory.resolve("classes"), "-cp", jars);
    List<String> arguments = new ArrayList<>(before);
    if (!keys.isEmpty()) {
      String agent = "-javaagent:" + System.getProperty("sonde.agent.jar");
      arguments.add(agent + "=" + keys + ",file=" + directory.resolve(RECORDING));
    }
    arguments.addAll(behind);
    arguments.addAll(List.of("-cp", classes + File.pathSeparator + jars));
    arguments.add("com.acme.signals.Main");
    arguments.addAll(List.of(Integer.toString(requests), Integer.toString(staysSeconds)));
    arguments.addAll(last);
    return JvmProcess.start(javaHome, directory, arguments);
  }

  /** Of the test's own class path those whose names match, as a class path. */
  static String jars(String names) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(jar -> Path.of(jar).getFileName().toString().matches("(" + names + ")\\.jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  String stderr() {
    return stderr;
  }
}
