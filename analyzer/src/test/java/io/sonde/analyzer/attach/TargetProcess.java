package io.sonde.analyzer.attach;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A {@link BusyProgram} in a JVM of its own, and what the kernel tells about it. */
public final class TargetProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final Path errors;

  private TargetProcess(Process process, Path errors) {
    this.process = process;
    this.out = new BufferedReader(new InputStreamReader(process.getInputStream()));
    this.errors = errors;
  }

  /** The homes of the JDKs to test on: the running one and, where named, SONDE_TEST_JDK. */
  public static Stream<Path> javaHomes() {
    Path running = Path.of(System.getProperty("java.home"));
    String second = System.getenv("SONDE_TEST_JDK");
    return second == null ? Stream.of(running) : Stream.of(running, Path.of(second)).distinct();
  }

  /**
   * Starts the program and waits until it works.
   *
   * @param before what stands before java, such as a program that changes the user
   */
  public static TargetProcess start(
      Path javaHome, Path directory, List<String> before, String... options) throws IOException {
    return start(BusyProgram.class, javaHome, directory, before, options);
  }

  /** The same with a main class that runs it. */
  static TargetProcess start(
      Class<?> main, Path javaHome, Path directory, List<String> before, String... options)
      throws IOException {
    Path classes = Files.createDirectories(directory.resolve("classes/io/sonde/analyzer/attach"));
    for (Class<?> each : new LinkedHashSet<>(List.of(BusyProgram.class, main))) {
      String name = each.getSimpleName() + ".class";
      try (var in = each.getResourceAsStream(name)) {
        Files.write(classes.resolve(name), in.readAllBytes());
      }
    }
    List<String> command = new ArrayList<>(before);
    command.add(javaHome.resolve("bin/java").toString());
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-Xms64m",
            "-Xmx64m",
            "-XX:+AlwaysPreTouch",
            "-cp",
            directory.resolve("classes").toString(),
            main.getName()));
    Path errors = directory.resolve("errors.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectError(errors.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    // Each of the C library's arenas keeps what it once had, which hides what a test looks for.
    builder.environment().put("MALLOC_ARENA_MAX", "1");
    TargetProcess target = new TargetProcess(builder.start(), errors);
    String ready = target.out.readLine();
    if (!"ready".equals(ready)) {
      throw new IOException(ready + Files.readString(errors));
    }
    return target;
  }

  /** The JVM; below a program such as unshare it is the youngest descendant. */
  public long pid() {
    return process.descendants().mapToLong(ProcessHandle::pid).max().orElse(process.pid());
  }

  public String errors() throws IOException {
    return Files.readString(errors);
  }

  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Sends a signal, such as STOP. */
  void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
  }

  /** Heap after two collections, loaded classes, metaspace, threads, open files, resident kB. */
  Map<String, Long> measure() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    Map<String, Long> values = new TreeMap<>();
    String line = out.readLine();
    if (line == null || !line.startsWith("heap=")) {
      throw new IOException("the target answered: " + line + "\n" + errors());
    }
    for (String pair : line.split(" ")) {
      String[] keyValue = pair.split("=");
      values.put(keyValue[0], Long.parseLong(keyValue[1]));
    }
    values.put("threads", count("task"));
    values.put("files", count("fd"));
    values.put("residentKb", residentKb());
    return values;
  }

  private long count(String folder) throws IOException {
    try (Stream<Path> entries = Files.list(Path.of("/proc/" + pid() + "/" + folder))) {
      return entries.count();
    }
  }

  private long residentKb() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .sum();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
      out.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
