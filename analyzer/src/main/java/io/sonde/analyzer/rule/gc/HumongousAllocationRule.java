package io.sonde.analyzer.rule.gc;

import io.sonde.analyzer.aggregate.CollectionKind;
import io.sonde.analyzer.aggregate.OwnPlaces;
import io.sonde.analyzer.aggregate.Part;
import io.sonde.analyzer.aggregate.WaitingTime;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.GarbageCollection;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Examination;
import io.sonde.analyzer.rule.Locations;
import io.sonde.analyzer.rule.Need;
import io.sonde.analyzer.rule.Rule;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Do objects larger than half of a G1 region bring about collections? G1 gives each of them regions
 * of its own in the old generation, wastes the rest of the last one, and starts to mark the heap
 * when such a request meets a heap that is filled beyond its threshold.
 */
public final class HumongousAllocationRule implements Rule {
  public static final String ID = "humongous-allocation";

  /** Share of a minute in such pauses from which they make the 99th percentile of latency. */
  static final double WARNING_RATIO = 0.01;

  /** Share of a minute in such pauses; gc-pressure's limit. */
  static final double CRITICAL_RATIO = 0.25;

  /** Such collections in a minute: each marks the whole heap anew; our choice. */
  static final int WARNING_PER_MINUTE = 10;

  /** Nanoseconds of the longest such pause; gc-long-pause's limits. */
  static final long WARNING_NANOS = GcLongPauseRule.WARNING_NANOS;

  static final long CRITICAL_NANOS = GcLongPauseRule.CRITICAL_NANOS;

  private static final String CAUSE = "G1 Humongous Allocation";

  /** Of a collection of the whole heap that follows one that has not freed enough. */
  private static final String FALLBACK = "G1 Compaction Pause";

  private static final String PREVENTIVE = "G1 Preventive Collection";

  /** Share of the sampled bytes. */
  private static final double MOST = 0.5;

  /** Bytes: half of the smallest region, 1 MB; assumed where the size was not recorded. */
  private static final long LEAST_HALF_REGION_BYTES = 512 * 1024;

  /** Bytes: the largest region of all releases (JDK 17); JDK 18 and newer know 512 MB. */
  private static final long LARGEST_REGION_BYTES = 32L << 20;

  /** Regions that a heap should have at least, so that G1 can choose among them; our choice. */
  private static final int LEAST_REGIONS = 100;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need(
            "garbage collection events",
            Set.of("jdk.GarbageCollection"),
            "Enable jdk.GarbageCollection, jdk.GCPhasePause, jdk.GCHeapSummary and"
                + " jdk.G1HeapSummary, or record with Sonde's agent."));
  }

  @Override
  public RuleResult evaluate(Examination examination) {
    Recording recording = examination.recording();
    String collector = collector(recording);
    if (!collector.startsWith("G1")) {
      return new RuleResult.NotApplicable(
          ID,
          collector.isEmpty()
              ? "The collector is not known; only G1 has humongous objects. Enable"
                  + " jdk.GCConfiguration."
              : "The collector is " + collector + "; only G1 has humongous objects.");
    }
    if (recording.coveredNanos() <= 0) {
      return new RuleResult.NotApplicable(ID, "The recording covers no time.");
    }
    long region = HeapRegions.bytes(recording);
    long half = region == HeapRegions.UNKNOWN ? LEAST_HALF_REGION_BYTES : region / 2;
    HumongousObjects objects = HumongousObjects.of(recording, half);
    List<GarbageCollection> caused = caused(recording, objects);
    return caused.isEmpty()
        ? new RuleResult.Ok(ID, none(recording, objects, half))
        : new RuleResult.Found(ID, List.of(finding(examination, caused, objects, region)));
  }

  /**
   * With the collections of the whole heap that G1 goes on to in the same operation of the VM, when
   * the young one has not made room for such an object: those have a cause of their own name. JDK
   * 17 to 19 may run the young one as a preventive one, which other objects bring about, too; it
   * counts where most of what is allocated are such objects.
   */
  private static List<GarbageCollection> caused(Recording recording, HumongousObjects objects) {
    if (recording.collections().stream().noneMatch(each -> each.cause().equals(CAUSE))) {
      return List.of();
    }
    Set<String> causes =
        objects.exact() && objects.shareOf(recording) >= MOST
            ? Set.of(CAUSE, PREVENTIVE)
            : Set.of(CAUSE);
    List<GarbageCollection> result = new ArrayList<>();
    Set<Integer> compacting = new HashSet<>();
    List<GarbageCollection> ordered =
        recording.collections().stream()
            .sorted(Comparator.comparingInt(GarbageCollection::gcId))
            .toList();
    for (GarbageCollection each : ordered) {
      boolean follows = each.cause().equals(FALLBACK) && compacting.contains(each.gcId() - 1);
      if (!follows && !causes.contains(each.cause())) {
        continue;
      }
      result.add(each);
      if (!isMarking(each)) {
        compacting.add(each.gcId());
      }
    }
    return result;
  }

  /** The cycle of marking that follows a collection, and has the same cause. */
  private static boolean isMarking(GarbageCollection collection) {
    return collection.name().equals("G1Old");
  }

  /** As the configuration says, else as the collections are called. */
  private static String collector(Recording recording) {
    String configured = recording.jvm().youngCollector();
    return configured.isEmpty() && !recording.collections().isEmpty()
        ? recording.collections().get(0).name()
        : configured;
  }

  private static String none(Recording recording, HumongousObjects objects, long half) {
    return "None of "
        + recording.collections().size()
        + " collections has the cause "
        + CAUSE
        + "; one would be told."
        + (objects.exact()
            ? " " + objects.samples() + " sampled objects were larger than " + binary(half) + "."
            : "");
  }

  private static Finding finding(
      Examination examination,
      List<GarbageCollection> caused,
      HumongousObjects objects,
      long region) {
    Recording recording = examination.recording();
    Set<GarbageCollection> all = Set.copyOf(caused);
    PauseCost cost = PauseCost.of(recording, all::contains);
    WaitingTime waiting = examination.waitingTime();
    int perMinute =
        PauseCost.of(recording, each -> all.contains(each) && !isMarking(each)).worstCount();
    long full = caused.stream().filter(CollectionKind::isFull).count();
    double impact =
        waiting.isKnown() ? waiting.share(Part.GC_PAUSE) * cost.shareOfPauses() : cost.ratio();
    String where =
        objects.sites().isEmpty() ? "" : ", allocated in " + shortName(objects.sites().get(0));
    return new Finding(
        ID,
        severity(cost, full, perMinute),
        impact,
        waiting.isKnown() ? ImpactOf.WAITING_TIME : ImpactOf.ELAPSED_TIME,
        "Objects larger than half a G1 region made the heap be collected "
            + young(caused)
            + " times"
            + where,
        young(caused)
            + " of "
            + young(recording.collections())
            + " collections ran because an object larger than half a region"
            + (region == HeapRegions.UNKNOWN ? "" : " (" + binary(region / 2) + ")")
            + " was allocated. They stopped the application for "
            + Formats.nanos(cost.nanos())
            + ", and each that found the heap filled beyond G1's threshold marked it anew."
            + (full > 0 ? " " + full + " of them had to compact the whole heap." : ""),
        advice(recording, objects, region),
        evidence(caused, perMinute, cost, objects, region),
        objects.sites().isEmpty() ? List.of() : locations(objects.sites().get(0)),
        null,
        cost.fromNanos(),
        cost.toNanos());
  }

  /** Without the cycles of marking that follow them, which have the same cause. */
  private static long young(List<GarbageCollection> collections) {
    long old = collections.stream().filter(HumongousAllocationRule::isMarking).count();
    return old < collections.size() ? collections.size() - old : old;
  }

  private static Severity severity(PauseCost cost, long full, int perMinute) {
    if (cost.longestNanos() >= CRITICAL_NANOS || cost.worstRatio() >= CRITICAL_RATIO) {
      return Severity.CRITICAL;
    }
    boolean shapesP99 = cost.worstRatio() >= WARNING_RATIO && cost.worstCount() > 1;
    return full > 0
            || perMinute >= WARNING_PER_MINUTE
            || shapesP99
            || cost.longestNanos() >= WARNING_NANOS
        ? Severity.WARNING
        : Severity.INFO;
  }

  private static String advice(Recording recording, HumongousObjects objects, long region) {
    String stream =
        objects.sites().isEmpty()
            ? "Find who allocates large arrays (record with Sonde's agent or"
                + " jdk.ObjectAllocationOutsideTLAB), and write such data in parts instead of holding"
                + " it in one array"
            : "Let "
                + shortName(objects.sites().get(0))
                + " write its data in parts (a stream, or chunks of "
                + binary(region == HeapRegions.UNKNOWN ? LEAST_HALF_REGION_BYTES / 2 : region / 4)
                + ") instead of one "
                + (objects.mainClass().isEmpty() ? "array" : objects.mainClass())
                + ", or reuse that";
    long wanted = Long.highestOneBit(Math.max(1, 2 * objects.largestBytes() - 1)) << 1;
    boolean fits =
        objects.largestBytes() > 0
            && wanted <= LARGEST_REGION_BYTES
            && recording.jvm().maxHeapBytes() >= wanted * LEAST_REGIONS;
    return stream
        + (fits
            ? "; or make regions large enough for it with -XX:G1HeapRegionSize="
                + (wanted >> 20)
                + "m."
            : objects.largestBytes() > 0
                ? ". Larger regions are no way out: the heap would have fewer than "
                    + LEAST_REGIONS
                    + " of them."
                : ".");
  }

  private static List<Evidence> evidence(
      List<GarbageCollection> caused,
      int perMinute,
      PauseCost cost,
      HumongousObjects objects,
      long region) {
    List<Evidence> result = new ArrayList<>();
    result.add(Evidence.of("collections for such objects", young(caused), Unit.COUNT, 0));
    result.add(
        Evidence.of("of them in the worst minute", perMinute, Unit.COUNT, WARNING_PER_MINUTE));
    result.add(Evidence.of("time in their pauses", cost.nanos(), Unit.NANOSECONDS));
    result.add(
        Evidence.of(
            "share of the time, worst minute", cost.worstRatio(), Unit.RATIO, WARNING_RATIO));
    result.add(Evidence.of("longest pause", cost.longestNanos(), Unit.NANOSECONDS, WARNING_NANOS));
    result.add(
        Evidence.of(
            "markings of the heap that followed",
            caused.stream().filter(HumongousAllocationRule::isMarking).count(),
            Unit.COUNT));
    result.add(
        region == HeapRegions.UNKNOWN
            ? Evidence.text(
                "region size", "not applicable: enable jdk.GCHeapSummary and jdk.G1HeapSummary")
            : Evidence.of("region size", region, Unit.BYTES));
    if (objects.samples() == 0) {
      result.add(
          Evidence.text(
              "allocation sites",
              "not applicable: no sampled object was large enough; record with Sonde's agent or"
                  + " jdk.ObjectAllocationOutsideTLAB"));
      return result;
    }
    if (objects.exact()) {
      result.add(
          Evidence.of(
              "largest object sampled",
              objects.largestBytes(),
              Unit.BYTES,
              region == HeapRegions.UNKNOWN ? LEAST_HALF_REGION_BYTES : region / 2.0));
    }
    result.add(
        Evidence.of(
            objects.exact() ? "sampled objects" : "sampled arrays that may be as large",
            objects.samples(),
            Unit.COUNT));
    if (!objects.mainClass().isEmpty()) {
      result.add(Evidence.text("class of most of them", objects.mainClass()));
    }
    for (OwnPlaces.Site site : objects.sites().subList(0, Math.min(3, objects.sites().size()))) {
      result.add(
          Evidence.of(
              "allocated in " + shortName(site),
              site.weight() / objects.sampledBytes(),
              Unit.RATIO));
    }
    return result;
  }

  private static String shortName(OwnPlaces.Site site) {
    return site.method().shortName();
  }

  private static List<Location> locations(OwnPlaces.Site site) {
    return site.places().stream().map(Locations::of).toList();
  }

  /** As the JVM's options count: 1 MB is 2^20 bytes here. */
  private static String binary(long bytes) {
    return bytes >= 1 << 20 ? (bytes >> 20) + " MiB" : (bytes >> 10) + " KiB";
  }
}
