package io.sonde.analyzer.rule.cpu;

import io.sonde.analyzer.aggregate.CpuUse;
import io.sonde.analyzer.aggregate.SteadySamples;
import io.sonde.analyzer.model.CpuLoad;
import io.sonde.analyzer.model.Recording;
import java.util.List;

/**
 * Use of the processors in the busiest stretch: a minute, or half of a shorter recording. What a
 * service takes to start, its code cold, is set aside.
 *
 * @param readings that the stretch holds; 0 where no stretch holds enough
 * @param use share (0 to 1) of the available cores in use, by the machine or by this JVM within its
 *     container's limit, whichever is larger
 * @param own share of the machine's cores that this JVM used
 * @param others share of the machine's cores that everything else used
 * @param cores available to the JVM, a container's limit respected; 0 when unknown
 * @param byLimit whether the container's limit is what is used up, and not the machine
 */
record CpuDemand(
    int readings,
    double use,
    double own,
    double others,
    double cores,
    boolean byLimit,
    long fromNanos,
    long toNanos) {
  /**
   * Fewer readings are a burst; our choice. JFR reads once a second, but falls behind where it gets
   * no processor itself, which is what is looked for.
   */
  static final int MIN_READINGS = 5;

  private static final long LONGEST_NANOS = 60_000_000_000L;
  private static final long SHORTEST_NANOS = 10_000_000_000L;

  static CpuDemand of(Recording recording) {
    long from = SteadySamples.steadyFromNanos(recording);
    List<CpuLoad> loads =
        recording.cpuLoads().stream()
            .filter(load -> isShare(load) && load.timeNanos() >= from)
            .toList();
    long steady = recording.coveredNanos() - (from - recording.startNanos());
    long length = Math.max(SHORTEST_NANOS, Math.min(LONGEST_NANOS, steady / 2));
    double cores = recording.jvm().cores();
    double limit = recording.jvm().containerCpuLimit();
    double available = limit > 0 ? Math.min(limit, cores > 0 ? cores : limit) : cores;
    double use = 0;
    double own = 0;
    double machine = 0;
    int last = 0;
    CpuDemand busiest = new CpuDemand(0, Double.NaN, 0, 0, available, false, 0, 0);
    for (int first = 0; first < loads.size(); first++) {
      while (last < loads.size()
          && loads.get(last).timeNanos() - loads.get(first).timeNanos() <= length) {
        CpuLoad load = loads.get(last++);
        use += used(recording, load);
        own += load.jvmUser() + load.jvmSystem();
        machine += load.machineTotal();
      }
      int readings = last - first;
      if (readings >= MIN_READINGS && !(use / readings <= busiest.use)) {
        double ownMean = own / readings;
        double machineMean = machine / readings;
        busiest =
            new CpuDemand(
                readings,
                use / readings,
                ownMean,
                Math.max(0, machineMean - ownMean),
                available,
                use / readings > machineMean + BY_LIMIT_MARGIN,
                loads.get(first).timeNanos(),
                loads.get(last - 1).timeNanos());
      }
      CpuLoad gone = loads.get(first);
      use -= used(recording, gone);
      own -= gone.jvmUser() + gone.jvmSystem();
      machine -= gone.machineTotal();
    }
    return busiest;
  }

  /** The machine's and the JVM's share are read one after the other: ours may be a bit larger. */
  private static final double BY_LIMIT_MARGIN = 0.1;

  private static double used(Recording recording, CpuLoad load) {
    return Math.min(1, CpuUse.ratio(recording, load));
  }

  private static boolean isShare(CpuLoad load) {
    double own = load.jvmUser() + load.jvmSystem();
    return own >= 0 && own <= 1.5 && load.machineTotal() >= 0 && load.machineTotal() <= 1.5;
  }

  boolean isKnown() {
    return readings > 0;
  }

  double seconds() {
    return (toNanos - fromNanos) / 1e9;
  }
}
