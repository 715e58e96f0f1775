package io.sonde.benchmarks.requests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Runs {@link OrderService} without and with each tool, all at the same time, and loads one after
 * the other in short slices, in an order that chance sets anew each time: a machine that slows down
 * slows all alike, and what the JVM made of the code differs from process to process, so that each
 * round has new ones. Prints CPU time per request: that of the service's process, which a busy
 * machine disturbs less than answer times. A round's ratio is the median over its slices of the
 * ratio to the slice without a tool beside it; printed are the median of the rounds and a 95 %
 * interval by the bootstrap over them.
 *
 * <p>Run by benchmarks/requests.sh. Arguments: the rounds, then NAME=JVM-OPTION pairs (several
 * options separated by blanks; {@code %w} is a folder).
 */
public final class RequestComparison {
  private static final String BASELINE = "no agent";
  private static final List<String> PATHS = List.of("/short/", "/long/");

  /** In five stretches for each service and path: compilers need a minute of load. */
  private static final Duration WARM_UP = Duration.ofSeconds(8);

  private static final int WARM_UPS = 5;

  /**
   * Of load before each slice, for the slice before was of another service: what agents grant a
   * quiet time, as an event for each request, is over then.
   */
  private static final Duration SETTLE = Duration.ofSeconds(1);

  private static final Duration SLICE = Duration.ofMillis(1_500);
  private static final int SLICES = 12;
  private static final int RESAMPLES = 10_000;

  private final Map<String, List<String>> tools = new LinkedHashMap<>();

  /** By path and tool, a round each: CPU time per request in µs, and the ratio to no tool. */
  private final Map<String, Map<String, double[]>> micros = new LinkedHashMap<>();

  private final Map<String, Map<String, double[]>> ratios = new LinkedHashMap<>();

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
    Map<String, LoadedService> services = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, List<String>> tool : tools.entrySet()) {
        Path work = Files.createTempDirectory("requests");
        List<String> options = new ArrayList<>();
        tool.getValue().forEach(option -> options.add(option.replace("%w", work.toString())));
        services.put(tool.getKey(), new LoadedService(options, work));
      }
      for (String path : PATHS) {
        for (int i = 0; i < WARM_UPS; i++) {
          for (LoadedService service : services.values()) {
            service.load(path, WARM_UP);
          }
        }
        keep(path, round, rounds, slices(services, path, new Random(round)));
      }
    } finally {
      services.values().forEach(LoadedService::close);
    }
  }

  /** CPU time per request in µs, by tool, a slice each. */
  private static Map<String, double[]> slices(
      Map<String, LoadedService> services, String path, Random random) throws Exception {
    Map<String, double[]> slices = new LinkedHashMap<>();
    List<String> order = new ArrayList<>(services.keySet());
    for (int slice = 0; slice < SLICES; slice++) {
      Collections.shuffle(order, random);
      for (String tool : order) {
        services.get(tool).load(path, SETTLE);
        slices.computeIfAbsent(tool, name -> new double[SLICES])[slice] =
            services.get(tool).load(path, SLICE).cpuMicrosPerRequest();
      }
    }
    return slices;
  }

  private void keep(String path, int round, int rounds, Map<String, double[]> slices) {
    double[] baseline = slices.get(BASELINE);
    for (String tool : tools.keySet()) {
      double[] own = slices.get(tool);
      double[] ratio = new double[SLICES];
      for (int i = 0; i < SLICES; i++) {
        ratio[i] = own[i] / baseline[i];
      }
      of(micros, path, tool, rounds)[round] = median(own);
      of(ratios, path, tool, rounds)[round] = median(ratio);
      System.err.printf(
          "round %d, %s, %s: %.1f µs, %.3f%n", round + 1, tool, path, median(own), median(ratio));
    }
  }

  private static double[] of(
      Map<String, Map<String, double[]>> values, String path, String tool, int rounds) {
    return values
        .computeIfAbsent(path, key -> new LinkedHashMap<>())
        .computeIfAbsent(tool, key -> new double[rounds]);
  }

  private void print(String path) {
    System.out.printf(
        "%n%s JDK %s, %d processors, %d rounds; CPU time per request: median, ratio to no agent"
            + " [95 %% interval]%n",
        path,
        System.getProperty("java.version"),
        Runtime.getRuntime().availableProcessors(),
        ratios.get(path).get(BASELINE).length);
    ratios
        .get(path)
        .forEach(
            (tool, byRound) -> {
              double[] interval = interval(byRound);
              System.out.printf(
                  "%-18s %8.1f µs  %.3f [%.3f, %.3f]%n",
                  tool,
                  median(micros.get(path).get(tool)),
                  median(byRound),
                  interval[0],
                  interval[1]);
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
