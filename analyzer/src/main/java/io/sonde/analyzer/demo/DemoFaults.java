package io.sonde.analyzer.demo;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is wrong with the shop at once: one fault, several, or all that there are.
 *
 * @param faults at least one
 */
public record DemoFaults(List<DemoFault> faults) {
  private static final String ALL = "all";

  /**
   * @param names of faults, with commas between them, or {@code all}
   * @throws DemoException when there is no such fault; names the known ones
   */
  public static DemoFaults named(String names) {
    if (names.equals(ALL)) {
      return new DemoFaults(
          Arrays.stream(DemoFault.values()).filter(fault -> fault != DemoFault.NONE).toList());
    }
    return new DemoFaults(Arrays.stream(names.split(",", -1)).map(DemoFault::named).toList());
  }

  /** As the shop's command line wants it. */
  String label() {
    return faults.stream().map(DemoFault::label).collect(Collectors.joining(","));
  }

  /** Name of a folder for the results. */
  String folder() {
    return isAll() ? ALL : label().replace(',', '+');
  }

  private boolean isAll() {
    return faults.size() == DemoFault.values().length - 1;
  }

  /** How long the load lasts: as long as each needs. */
  public int seconds() {
    return faults.stream().mapToInt(DemoFault::seconds).max().orElseThrow();
  }

  /** Visitors per second: not more than each bears. */
  double rate() {
    return faults.stream().mapToDouble(DemoFault::rate).min().orElseThrow();
  }

  boolean needsBusyProcessors() {
    return faults.stream().allMatch(DemoFault::needsBusyProcessors);
  }

  List<String> collectorOptions() {
    return faults.stream().flatMap(fault -> fault.collectorOptions().stream()).distinct().toList();
  }

  /** Seconds in which visitors become as many: as long as each needs. */
  public int rampSeconds() {
    return faults.stream().mapToInt(DemoFault::rampSeconds).max().orElseThrow();
  }

  int heapMegabytes() {
    return faults.stream().mapToInt(DemoFault::heapMegabytes).max().orElseThrow();
  }
}
