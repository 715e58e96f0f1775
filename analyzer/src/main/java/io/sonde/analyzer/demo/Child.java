package io.sonde.analyzer.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process that the demo started, with its output in a file. Its input stays open as long as this
 * process lives.
 */
final class Child implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final String name;
  private final Process process;
  private final Path log;

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  static Child start(String name, Path log, List<String> command) {
    try {
      return new Child(
          name,
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start(),
          log);
    } catch (IOException e) {
      throw new DemoException("the " + name + " could not be started: " + e.getMessage() + ".", e);
    }
  }

  /**
   * Waits for a line with this start.
   *
   * @throws DemoException when the process ends first, or the time is over
   */
  String await(String start, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      boolean alive = process.isAlive();
      Optional<String> line = line(start);
      if (line.isPresent()) {
        return line.get();
      }
      if (!alive) {
        throw new DemoException(
            "the " + name + " ended early" + reason() + "; its log is " + log + ".");
      }
      if (System.nanoTime() > deadline) {
        throw new DemoException(
            "the "
                + name
                + " was not ready after "
                + limit.toSeconds()
                + " s; its log is "
                + log
                + ".");
      }
      pause();
    }
  }

  boolean alive() {
    return process.isAlive();
  }

  private Optional<String> line(String start) {
    return lines().stream().filter(line -> line.startsWith(start)).findFirst();
  }

  /** Asks the process to end; after the limit it is killed. True when it ended by itself. */
  boolean stop(Duration limit) {
    process.destroy();
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    return false;
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      stop(Duration.ofSeconds(20));
    }
  }

  static void pause() {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("the demo was interrupted.", e);
    }
  }

  /**
   * What the process itself said of its end: a line that begins with its name, else the last one.
   */
  private String reason() {
    List<String> lines = lines().stream().filter(line -> !line.isBlank()).toList();
    return lines.stream()
        .filter(line -> line.startsWith(name + ":"))
        .findFirst()
        .or(() -> lines.isEmpty() ? Optional.empty() : Optional.of(lines.get(lines.size() - 1)))
        .map(line -> " (" + line + ")")
        .orElse("");
  }

  /** Lines written so far; the last one counts when it is whole or the process has ended. */
  private List<String> lines() {
    boolean growing = process.isAlive();
    try {
      // Not strictly: the log may end within a character.
      String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
      return (growing ? text.substring(0, text.lastIndexOf('\n') + 1) : text).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
