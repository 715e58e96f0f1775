package io.sonde.agent.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A JVM of its own, its output in files. */
public final class JvmProcess implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

  private final Process process;
  private final Path out;
  private final Path err;

  private JvmProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  public static JvmProcess start(Path javaHome, Path directory, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin/java").toString());
    command.addAll(arguments);
    Path out = directory.resolve("out.txt");
    Path err = directory.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return new JvmProcess(builder.start(), out, err);
  }

  /** The homes of the JDKs to test on: the running one and, where named, SONDE_TEST_JDK. */
  public static Stream<Path> javaHomes() {
    Path running = Path.of(System.getProperty("java.home"));
    String second = System.getenv("SONDE_TEST_JDK");
    return second == null ? Stream.of(running) : Stream.of(running, Path.of(second)).distinct();
  }

  /** A port that nobody listens at, for servers that cannot choose one themselves. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Waits until standard error holds the words. */
  public void awaitError(String words) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    boolean alive = true;
    while (!stderr().contains(words)) {
      if (!alive || System.nanoTime() > deadline) {
        throw new AssertionError("no \"" + words + "\" in:\n" + stdout() + stderr());
      }
      alive = process.isAlive();
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** Sends SIGTERM and waits for the end. */
  public void terminate() throws Exception {
    process.destroy();
    awaitExit();
  }

  public int awaitExit() throws Exception {
    if (!process.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS)) {
      throw new AssertionError("still running:\n" + stdout() + stderr());
    }
    return process.exitValue();
  }

  public long pid() {
    return process.pid();
  }

  public String stdout() throws IOException {
    return Files.readString(out);
  }

  public String stderr() throws IOException {
    return Files.readString(err);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
