package io.sonde.benchmarks.requests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Runs {@link OrderService} without and with each tool in turn (A B C A B C …), so that a machine
 * that slows down slows all alike, and prints CPU time per request: that of the service's process,
 * which a busy machine disturbs less than answer times. The ratio is to the run without a tool of
 * the same round: its median, and a 95 % interval by the bootstrap over rounds.
 *
 * <p>Run by benchmarks/requests.sh. Arguments: the rounds, then NAME=JVM-OPTION pairs (several
 * options separated by blanks; {@code %w} is a folder).
 */
public final class RequestComparison {
  private static final String BASELINE = "no agent";
  private static final List<String> PATHS = List.of("/short/", "/long/");
  private static final Duration WARM_UP = Duration.ofSeconds(24);
  private static final Duration MEASURED = Duration.ofSeconds(10);
  private static final int RESAMPLES = 10_000;

  private final Map<String, List<String>> tools = new LinkedHashMap<>();

  /** By tool and path, a round each: CPU time per request in µs. */
  private final Map<String, Map<String, double[]>> micros = new LinkedHashMap<>();

  private RequestComparison() {}

  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[0]);
    RequestComparison comparison = new RequestComparison();
    comparison.tools.put(BASELINE, List.of());
    for (String tool : Arrays.asList(args).subList(1, args.length)) {
      int split = tool.indexOf('=');
      comparison.tools.put(tool.substring(0, split), List.of(tool.substring(split + 1).split(" ")));
    }
    for (int round = 0; round < rounds; round++) {
      comparison.round(round, rounds);
    }
    PATHS.forEach(comparison::print);
  }

  private void round(int round, int rounds) throws Exception {
    for (Map.Entry<String, List<String>> tool : tools.entrySet()) {
      Path work = Files.createTempDirectory("requests");
      List<String> options = new ArrayList<>();
      tool.getValue().forEach(option -> options.add(option.replace("%w", work.toString())));
      try (LoadedService service = new LoadedService(options, work)) {
        for (String path : PATHS) {
          service.load(path, WARM_UP);
          LoadedService.Cost cost = service.load(path, MEASURED);
          micros.computeIfAbsent(tool.getKey(), name -> new LinkedHashMap<>())
                  .computeIfAbsent(path, name -> new double[rounds])[round] =
              cost.cpuMicrosPerRequest();
          System.err.printf(
              "round %d, %s, %s: %.1f µs, %d requests%n",
              round + 1, tool.getKey(), path, cost.cpuMicrosPerRequest(), cost.requests());
        }
      }
    }
  }

  private void print(String path) {
    double[] baseline = micros.get(BASELINE).get(path);
    System.out.printf(
        "%n%s JDK %s, %d processors, %d rounds; CPU time per request: median, ratio to no agent"
            + " [95 %% interval]%n",
        path,
        System.getProperty("java.version"),
        Runtime.getRuntime().availableProcessors(),
        baseline.length);
    micros.forEach(
        (tool, byPath) -> {
          double[] own = byPath.get(path);
          double[] ratios = new double[own.length];
          for (int i = 0; i < own.length; i++) {
            ratios[i] = own[i] / baseline[i];
          }
          double[] interval = interval(ratios);
          System.out.printf(
              "%-18s %8.1f µs  %.3f [%.3f, %.3f]%n",
              tool, median(own), median(ratios), interval[0], interval[1]);
        });
  }

  /** Of the median, by resampling rounds; the same each time, for the same measurements. */
  private static double[] interval(double[] values) {
    Random random = new Random(1);
    double[] medians = new double[RESAMPLES];
    double[] resampled = new double[values.length];
    for (int i = 0; i < RESAMPLES; i++) {
      for (int j = 0; j < values.length; j++) {
        resampled[j] = values[random.nextInt(values.length)];
      }
      medians[i] = median(resampled);
    }
    Arrays.sort(medians);
    return new double[] {medians[RESAMPLES / 40], medians[RESAMPLES - RESAMPLES / 40]};
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
