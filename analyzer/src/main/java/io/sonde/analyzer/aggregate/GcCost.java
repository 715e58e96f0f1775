package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.GarbageCollection;
import io.sonde.analyzer.model.GcPause;
import io.sonde.analyzer.model.HeapReading;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What collections cost that the service itself brought about; those that code or tools asked for
 * are left out.
 *
 * @param collections how many
 * @param pauseNanos time that they stopped the application
 * @param pauseRatio share of the covered time
 * @param worstWindowRatio share of the worst window of {@link #WINDOW_NANOS}
 * @param worstWindowStart start of that window, nanoseconds since the epoch
 * @param collectorCpuRatio share of the JVM's CPU samples on collector threads, but for those
 *     during collections that were asked for; NaN when the sampler does not see them
 * @param allocationRate bytes per second that the heap filled with between collections; NaN when
 *     unknown
 * @param full collections of the whole heap that memory, not metadata, made necessary
 */
public record GcCost(
    int collections,
    long pauseNanos,
    double pauseRatio,
    double worstWindowRatio,
    long worstWindowStart,
    double collectorCpuRatio,
    double allocationRate,
    List<GarbageCollection> full) {

  /** What collections cost: the larger of their share of elapsed time and of CPU time. */
  public double ratio() {
    return pausesOutweighCpu() ? pauseRatio : collectorCpuRatio;
  }

  /** True when {@link #ratio} is a share of elapsed time, false when it is one of CPU time. */
  public boolean pausesOutweighCpu() {
    return Double.isNaN(collectorCpuRatio) || pauseRatio >= collectorCpuRatio;
  }

  /** JDK Mission Control's window for pause ratios: short enough to hold one bad phase. */
  public static final long WINDOW_NANOS = 60_000_000_000L;

  /** How far a sampler's times may lie beside the JVM's, and workers' ends behind a pause's. */
  private static final long SLACK_NANOS = 1_000_000L;

  public static GcCost of(Recording recording) {
    List<GcPause> pauses = servicePauses(recording);
    List<GarbageCollection> own =
        recording.collections().stream().filter(each -> !CollectionKind.isExplicit(each)).toList();
    long covered = recording.coveredNanos();
    long total = pauses.stream().mapToLong(pause -> Math.max(0, pause.durationNanos())).sum();
    double ratio = covered > 0 ? Math.min(1, (double) total / covered) : 0;
    long start = recording.startNanos();
    double worst = ratio;
    if (covered > WINDOW_NANOS) {
      long worstPause = 0;
      for (int i = 0; i < pauses.size(); i++) {
        long inWindow = pauseWithin(pauses, i);
        if (inWindow > worstPause) {
          worstPause = inWindow;
          start = pauses.get(i).startNanos();
        }
      }
      worst = Math.max(ratio, Math.min(1, (double) worstPause / WINDOW_NANOS));
    }
    return new GcCost(
        own.size(),
        total,
        ratio,
        worst,
        start,
        collectorCpu(recording),
        allocationRate(recording),
        own.stream()
            .filter(each -> CollectionKind.isFull(each) && !CollectionKind.isForMetadata(each))
            .toList());
  }

  /** The pauses, or one for each collection where single pauses were not recorded. */
  public static List<GcPause> pauses(Recording recording) {
    if (!recording.pauses().isEmpty()) {
      return recording.pauses();
    }
    return recording.collections().stream()
        .map(
            each -> new GcPause(each.gcId(), each.startNanos(), each.pauseNanos(), "sum of pauses"))
        .toList();
  }

  private static List<GcPause> servicePauses(Recording recording) {
    Map<Integer, GarbageCollection> byId = byId(recording);
    return pauses(recording).stream()
        .filter(
            pause -> {
              GarbageCollection of = byId.get(pause.gcId());
              return of == null || !CollectionKind.isExplicit(of);
            })
        .toList();
  }

  public static Map<Integer, GarbageCollection> byId(Recording recording) {
    Map<Integer, GarbageCollection> byId = new HashMap<>();
    recording.collections().forEach(each -> byId.put(each.gcId(), each));
    return byId;
  }

  /** The last reading after a collection, or null. */
  public static @Nullable HeapReading lastAfter(Recording recording) {
    HeapReading last = null;
    for (HeapReading reading : recording.heap()) {
      last = reading.afterCollection() ? reading : last;
    }
    return last;
  }

  private static long pauseWithin(List<GcPause> pauses, int first) {
    long end = pauses.get(first).startNanos() + WINDOW_NANOS;
    long sum = 0;
    for (int i = first; i < pauses.size() && pauses.get(i).startNanos() < end; i++) {
      sum += Math.max(0, pauses.get(i).durationNanos());
    }
    return sum;
  }

  private static double collectorCpu(Recording recording) {
    SampleTable samples = recording.samples(SampleKind.CPU);
    if (samples == null) {
      return Double.NaN;
    }
    ThreadRole[] roles = ThreadRole.all(recording);
    TimeSet askedFor = askedFor(recording);
    double collector = 0;
    double machine = 0;
    for (int i = 0; i < samples.size(); i++) {
      int thread = samples.thread(i);
      ThreadRole role = thread < 0 ? ThreadRole.APPLICATION : roles[thread];
      boolean own = role == ThreadRole.COLLECTOR && !askedFor.contains(samples.timeNanos(i));
      collector += own ? samples.weight(i) : 0;
      machine += role == ThreadRole.COLLECTOR || role == ThreadRole.COMPILER ? 1 : 0;
    }
    return machine == 0 ? Double.NaN : collector / samples.totalWeight();
  }

  private static TimeSet askedFor(Recording recording) {
    TimeSet.Builder times = new TimeSet.Builder();
    recording.collections().stream()
        .filter(CollectionKind::isExplicit)
        .forEach(each -> times.add(each.startNanos() - SLACK_NANOS, each.endNanos() + SLACK_NANOS));
    return times.build();
  }

  private static double allocationRate(Recording recording) {
    double bytes = 0;
    double nanos = 0;
    HeapReading previous = null;
    for (HeapReading reading : recording.heap()) {
      boolean interval =
          previous != null && previous.afterCollection() && !reading.afterCollection();
      if (interval && reading.usedBytes() >= previous.usedBytes()) {
        bytes += reading.usedBytes() - previous.usedBytes();
        nanos += reading.timeNanos() - previous.timeNanos();
      }
      previous = reading;
    }
    return nanos > 0 ? bytes / nanos * 1e9 : Double.NaN;
  }
}
