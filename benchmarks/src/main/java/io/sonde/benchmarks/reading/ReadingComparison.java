package io.sonde.benchmarks.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs whole commands in turn (A B C A B C …), so that a machine that slows down slows all alike,
 * and prints the time and the peak of resident memory of each, and its time as a multiple of the
 * first's in the same round: median [least, most].
 *
 * <p>Run by benchmarks/reading.sh. Arguments: the rounds, then NAME=COMMAND pairs.
 */
public final class ReadingComparison {
  private static final long POLL_MILLIS = 10;
  private static final long LIMIT_MINUTES = 10;

  private ReadingComparison() {}

  /**
   * One run.
   *
   * @param peakBytes resident memory at its highest; Linux only, else 0
   */
  private record Run(double seconds, double peakBytes) {}

  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    Map<String, List<String>> commands = new LinkedHashMap<>();
    for (String pair : Arrays.asList(arguments).subList(1, arguments.length)) {
      int split = pair.indexOf('=');
      commands.put(pair.substring(0, split), List.of(pair.substring(split + 1).split(" ")));
    }
    Map<String, List<Run>> runs = new LinkedHashMap<>();
    for (int round = -1; round < rounds; round++) {
      for (Map.Entry<String, List<String>> command : commands.entrySet()) {
        Run run = run(command.getValue());
        if (round >= 0) {
          runs.computeIfAbsent(command.getKey(), name -> new ArrayList<>()).add(run);
        }
      }
    }
    print(runs);
  }

  private static Run run(List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("reading", ".txt");
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    double peak = 0;
    while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, peakBytes(process.pid()));
      if (System.nanoTime() - start > TimeUnit.MINUTES.toNanos(LIMIT_MINUTES)) {
        process.destroyForcibly().waitFor();
        return new Run(Double.POSITIVE_INFINITY, peak);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (process.exitValue() != 0) {
      throw new IllegalStateException(command + " failed: " + Files.readString(output));
    }
    Files.delete(output);
    return new Run(seconds, peak);
  }

  private static double peakBytes(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
        if (line.startsWith("VmHWM:")) {
          return 1024 * Double.parseDouble(line.replaceAll("[^0-9]", ""));
        }
      }
    } catch (IOException gone) {
      return 0;
    }
    return 0;
  }

  private static void print(Map<String, List<Run>> runs) {
    List<Run> first = runs.values().iterator().next();
    System.out.printf("%-34s %-22s %-24s %s%n", "", "seconds", "x the first", "peak MB");
    runs.forEach(
        (name, of) -> {
          double[] ratios = new double[of.size()];
          for (int i = 0; i < ratios.length; i++) {
            ratios[i] = of.get(i).seconds / first.get(i).seconds;
          }
          System.out.printf(
              Locale.ROOT,
              "%-34s %-22s %-24s %s%n",
              name,
              spread(of.stream().mapToDouble(Run::seconds).toArray(), "%.2f"),
              spread(ratios, "%.2f"),
              spread(of.stream().mapToDouble(run -> run.peakBytes / 1e6).toArray(), "%.0f"));
        });
  }

  private static String spread(double[] values, String format) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double median = sorted[sorted.length / 2];
    String pattern = format + " [" + format + ", " + format + "]";
    return String.format(Locale.ROOT, pattern, median, sorted[0], sorted[sorted.length - 1]);
  }
}
