package io.sonde.agent.recording;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import one.profiler.AsyncProfiler;

/** A JVM with the real agent, writing recording.jfr into its directory. */
final class RecordedJvm implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;
  private static final long POLL_MILLIS = 50;

  private final Process process;
  private final Path directory;

  private RecordedJvm(Process process, Path directory) {
    this.process = process;
    this.directory = directory;
  }

  /** The homes of the JDKs to test on: the running one and, where named, SONDE_TEST_JDK. */
  static Stream<Path> javaHomes() {
    Path running = Path.of(System.getProperty("java.home"));
    String second = System.getenv("SONDE_TEST_JDK");
    return second == null ? Stream.of(running) : Stream.of(running, Path.of(second)).distinct();
  }

  /**
   * @param settings the agent's, besides the file
   */
  static RecordedJvm start(
      Path home, Path directory, String settings, Class<?> main, String... args)
      throws IOException {
    return start(home, List.of(), directory, settings, main, args);
  }

  /**
   * @param options of the JVM
   * @param settings the agent's, besides the file
   */
  static RecordedJvm start(
      Path home,
      List<String> options,
      Path directory,
      String settings,
      Class<?> main,
      String... args)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/java").toString());
    command.add("-Xmx256m");
    command.addAll(options);
    command.add(
        "-javaagent:" + System.getProperty("sonde.agent.jar") + "=file=recording.jfr," + settings);
    command.add("-cp");
    command.add(place(RecordedJvm.class) + File.pathSeparator + place(AsyncProfiler.class));
    command.add(main.getName());
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(directory.resolve("out.txt").toFile())
            .redirectError(directory.resolve("err.txt").toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return new RecordedJvm(builder.start(), directory);
  }

  /** Waits until the sampler's ring or JFR's part shows that the recording runs. */
  void awaitRecording() throws Exception {
    Path state = directory.resolve("recording.jfr.parts/sonde.state");
    await(() -> Files.exists(state), "the recording's state file");
  }

  void awaitError(String words) throws Exception {
    await(() -> stderr().contains(words), words);
  }

  /** SIGTERM. */
  void terminate() throws Exception {
    process.destroy();
    awaitExit();
  }

  int awaitExit() throws Exception {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running: " + stdout() + stderr());
    }
    return process.exitValue();
  }

  Path recording() {
    return directory.resolve("recording.jfr");
  }

  String stdout() throws IOException {
    return Files.readString(directory.resolve("out.txt"));
  }

  String stderr() throws IOException {
    return Files.readString(directory.resolve("err.txt"));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private void await(Condition condition, String what) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    boolean alive = true;
    while (!condition.holds()) {
      if (!alive || System.nanoTime() > deadline) {
        throw new AssertionError("waited in vain for " + what + ": " + stdout() + stderr());
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      alive = process.isAlive();
    }
  }

  private static Path place(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }
}
