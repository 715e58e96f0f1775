package io.sonde.benchmarks.startup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts {@link HelloWorld} without and with each agent in turn (A B C A B C …), so that a machine
 * that slows down slows all alike, and prints what each adds: seconds until the first line of main
 * and for the whole process, as the median of the differences to the run without agent of the same
 * round, with their minimum and maximum.
 *
 * <p>Run by benchmarks/startup.sh. Arguments: the rounds, the agent jar, then NAME=JVM-OPTION pairs
 * for the peers (several options separated by blanks).
 */
public final class StartupComparison {
  private static final String BASELINE = "no agent";
  private static final String MAIN = HelloWorld.class.getName();

  private final Path work;
  private final Map<String, List<String>> candidates = new LinkedHashMap<>();
  private final Map<String, List<Run>> runs = new LinkedHashMap<>();

  private StartupComparison(Path work) {
    this.work = work;
  }

  /** Seconds of one run. */
  private record Run(double firstLine, double whole) {}

  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[0]);
    StartupComparison comparison = new StartupComparison(Files.createTempDirectory("startup"));
    comparison.addOurs(args[1]);
    for (String peer : Arrays.asList(args).subList(2, args.length)) {
      int split = peer.indexOf('=');
      comparison.candidates.put(
          peer.substring(0, split), List.of(peer.substring(split + 1).split(" ")));
    }
    try {
      comparison.run(rounds);
    } finally {
      comparison.deleteWork();
    }
    comparison.print(rounds);
  }

  private void addOurs(String agent) {
    String record = "file=" + work.resolve("ours-%p.jfr");
    candidates.put(BASELINE, List.of());
    candidates.put(
        "Sonde, nothing matches",
        List.of("-javaagent:" + agent + "=" + record + ",include=none.**"));
    candidates.put(
        "Sonde, main matches", List.of("-javaagent:" + agent + "=" + record + ",include=" + MAIN));
    candidates.put(
        "JFR alone",
        List.of(
            "-XX:StartFlightRecording:settings=profile,filename=" + work.resolve("jfr.jfr"),
            "-Xlog:jfr*=off"));
  }

  private void run(int rounds) throws Exception {
    for (int round = -1; round < rounds; round++) {
      for (Map.Entry<String, List<String>> candidate : candidates.entrySet()) {
        Run run = start(candidate.getValue());
        if (round >= 0) {
          runs.computeIfAbsent(candidate.getKey(), name -> new ArrayList<>()).add(run);
        }
      }
    }
  }

  private Run start(List<String> options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    Path errors = work.resolve("stderr");
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).directory(work.toFile()).redirectError(errors.toFile()).start();
    double firstLine = untilHello(process, start, command, errors);
    if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IllegalStateException(command + " failed: " + Files.readString(errors));
    }
    return new Run(firstLine, seconds(start));
  }

  /** Agents print lines of their own: the clock stops at the line of main. */
  private static double untilHello(Process process, long start, List<String> command, Path errors)
      throws IOException {
    try (InputStream out = process.getInputStream()) {
      StringBuilder seen = new StringBuilder();
      double firstLine = Double.NaN;
      for (int c = out.read(); c >= 0; c = out.read()) {
        seen.append((char) c);
        if (Double.isNaN(firstLine) && seen.indexOf("hello, world") >= 0) {
          firstLine = seconds(start);
        }
      }
      if (Double.isNaN(firstLine)) {
        throw new IllegalStateException(
            command + " never reached main: " + seen + Files.readString(errors));
      }
      return firstLine;
    }
  }

  private static double seconds(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  private void print(int rounds) {
    System.out.printf(
        "JDK %s, %d processors, median of %d rounds [minimum, maximum]%n%n",
        System.getProperty("java.version"), Runtime.getRuntime().availableProcessors(), rounds);
    System.out.printf("%-26s %-28s %s%n", "", "first line of main", "whole process");
    List<Run> baseline = runs.get(BASELINE);
    runs.forEach(
        (name, list) -> {
          boolean isBaseline = name.equals(BASELINE);
          double[] first = new double[rounds];
          double[] whole = new double[rounds];
          for (int i = 0; i < rounds; i++) {
            Run base = isBaseline ? new Run(0, 0) : baseline.get(i);
            first[i] = list.get(i).firstLine() - base.firstLine();
            whole[i] = list.get(i).whole() - base.whole();
          }
          System.out.printf(
              "%-26s %-28s %s%n", name, spread(first, isBaseline), spread(whole, isBaseline));
        });
  }

  private static String spread(double[] seconds, boolean absolute) {
    Arrays.sort(seconds);
    String sign = absolute ? " " : "+";
    return String.format(
        Locale.ROOT,
        "%s%.2f s [%.2f, %.2f]",
        sign,
        seconds[seconds.length / 2],
        seconds[0],
        seconds[seconds.length - 1]);
  }

  private void deleteWork() throws IOException {
    try (Stream<Path> files = Files.walk(work)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
