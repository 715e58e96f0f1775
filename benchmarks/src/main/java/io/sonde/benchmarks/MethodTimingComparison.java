package io.sonde.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs {@link MethodTimingBenchmark} under every tool, in rounds: one fork per tool and round, so
 * that a disturbance of the machine meets all tools alike, and ratios are taken within a round.
 */
public final class MethodTimingComparison {
  private static final String BASELINE = "no tool";
  private static final String JDK = "JDK method-timing";

  /** Nanoseconds that the cheapest tool adds at the very least: less, and it did nothing at all. */
  private static final double LEAST_ADDED = 0.5;

  private final Map<String, String[]> tools;
  private final int rounds;
  private final Map<String, List<Double>> nanos = new LinkedHashMap<>();

  private MethodTimingComparison(Map<String, String[]> tools, int rounds) {
    this.tools = tools;
    this.rounds = rounds;
  }

  /**
   * Arguments: agent jar, async-profiler library, OpenTelemetry agent jar, directory for
   * recordings, rounds.
   */
  public static void main(String[] arguments) throws RunnerException {
    Map<String, String[]> tools =
        MeasuredTools.of(
            Path.of(arguments[0]),
            Path.of(arguments[1]),
            Path.of(arguments[2]),
            Path.of(arguments[3]));
    new MethodTimingComparison(tools, Integer.parseInt(arguments[4])).run();
  }

  private void run() throws RunnerException {
    for (int threads = 1; threads <= 2; threads++) {
      nanos.clear();
      for (int round = 0; round < rounds; round++) {
        add("two clock readings", measure("twoClockReadings", new String[0], threads));
        for (Map.Entry<String, String[]> tool : tools.entrySet()) {
          add(tool.getKey(), measure("call", tool.getValue(), threads));
        }
      }
      print(threads);
      requireThatAllWorked();
    }
  }

  /** A tool that failed to start would win. */
  private void requireThatAllWorked() {
    for (String tool : tools.keySet()) {
      if (!tool.equals(BASELINE) && Spread.of(added(tool)).median() < LEAST_ADDED) {
        throw new IllegalStateException(tool + " added nothing: it did not time the method");
      }
    }
  }

  private void add(String tool, double score) {
    nanos.computeIfAbsent(tool, name -> new ArrayList<>()).add(score);
  }

  private static double measure(String method, String[] jvmOptions, int threads)
      throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(MethodTimingBenchmark.class.getName() + "." + method + "$")
            .threads(threads)
            .warmupTime(TimeValue.milliseconds(700))
            .measurementTime(TimeValue.milliseconds(700))
            .jvmArgs(jvmOptions)
            .verbosity(VerboseMode.SILENT)
            .build();
    return new Runner(options).runSingle().getPrimaryResult().getScore();
  }

  private void print(int threads) {
    System.out.printf(
        "%n%d thread%s, %d rounds, ns per call: median [least to most]%n",
        threads, threads == 1 ? "" : "s", rounds);
    System.out.printf("%-24s %24s %24s %26s%n", "", "time", "added", "added / JDK method-timing");
    for (String tool : nanos.keySet()) {
      System.out.printf(
          "%-24s %24s %24s %26s%n",
          tool,
          Spread.of(nanos.get(tool)),
          tool.equals(BASELINE) ? "" : Spread.of(added(tool)),
          nanos.containsKey(JDK) && !tool.equals(BASELINE) ? Spread.of(ratios(tool)) : "");
    }
  }

  private List<Double> added(String tool) {
    return pairs(nanos.get(tool), nanos.get(BASELINE), (a, b) -> a - b);
  }

  private List<Double> ratios(String tool) {
    return pairs(added(tool), added(JDK), (a, b) -> a / b);
  }

  private static List<Double> pairs(
      List<Double> first, List<Double> second, java.util.function.DoubleBinaryOperator operator) {
    List<Double> results = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      results.add(operator.applyAsDouble(first.get(i), second.get(i)));
    }
    return results;
  }

  /** Median, least and most of some numbers. */
  private record Spread(double median, double least, double most) {
    static Spread of(List<Double> values) {
      double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      return new Spread(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }

    @Override
    public String toString() {
      return "%.2f [%.2f to %.2f]".formatted(median, least, most);
    }
  }
}
