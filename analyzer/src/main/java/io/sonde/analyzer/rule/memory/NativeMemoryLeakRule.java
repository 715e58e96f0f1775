package io.sonde.analyzer.rule.memory;

import io.sonde.analyzer.aggregate.LiveSetGrowth.Material;
import io.sonde.analyzer.aggregate.LiveSetGrowth.Shape;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.RuleResult.Found;
import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.GaugeSeries;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Examination;
import io.sonde.analyzer.rule.Need;
import io.sonde.analyzer.rule.Rule;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Does memory outside of the heap grow without end? Direct buffers and recorded native allocations
 * are judged first, for they have a site; then what native memory tracking counts by type; then
 * what is left of the resident set when the heap is taken away, which holds the memory of native
 * libraries, too.
 */
public final class NativeMemoryLeakRule implements Rule {
  public static final String ID = "native-memory-leak";

  /** Growth of direct buffers that is worth a word: a buffer of 1 MB, and 5 %; our choice. */
  static final Material DIRECT_MATERIAL = new Material(1_000_000, 0.05);

  /** Of a type of native memory tracking; our choice. */
  static final Material TRACKED_MATERIAL = new Material(4_000_000, 0.05);

  /**
   * Of the resident set outside of the heap: the allocator's arenas and the recorder's buffers move
   * it by tens of megabytes; our choice.
   */
  static final Material RESIDENT_MATERIAL = new Material(32_000_000, 0.05);

  /** Share of the growth of the resident set that the heap must not be able to explain. */
  private static final double PROVEN_RATIO = 0.5;

  /** The heap and what has a rule of its own; tracing is the recorder's. */
  private static final Set<String> OTHERS_CONCERN =
      Set.of(
          "Java Heap",
          "Class",
          "Metaspace",
          "Thread",
          "Thread Stack",
          "Tracing",
          "Shared class space");

  /** Type that direct buffers and what Java code else allocates are counted as. */
  private static final String ALLOCATED_TYPE = "Other";

  private static final String NEVER_FREED = "Native memory that nothing freed";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need(
            "readings of memory outside of the heap",
            Set.of(
                "jdk.DirectBufferStatistics",
                "jdk.ResidentSetSize",
                "jdk.NativeMemoryUsage",
                "profiler.Free"),
            "Enable jdk.DirectBufferStatistics and jdk.ResidentSetSize (JDK 21 and newer), or record"
                + " with Sonde's agent; -XX:NativeMemoryTracking=summary tells types."));
  }

  @Override
  public RuleResult evaluate(Examination examination) {
    Recording recording = examination.recording();
    List<Finding> findings = new ArrayList<>();
    List<String> measured = new ArrayList<>();
    SeriesGrowth direct =
        SeriesGrowth.of(recording, recording.gauges().only(Gauge.DIRECT_BUFFERS), DIRECT_MATERIAL);
    boolean directLeaks = direct.leaks() && Survival.of(direct) != Survival.FREED;
    if (directLeaks) {
      findings.add(new NativeMemoryFinding(recording, direct).ofDirectBuffers());
    } else if (!direct.readings().isEmpty()) {
      measured.add(words(direct, "Direct buffers"));
    }
    UnfreedMemory unfreed = UnfreedMemory.of(recording, directLeaks);
    if (unfreed.leaks()) {
      findings.add(unfreed.finding());
    } else if (!unfreed.growth().readings().isEmpty()) {
      measured.add(words(unfreed.growth(), NEVER_FREED));
    }
    boolean sited = !findings.isEmpty();
    int types = 0;
    for (GaugeSeries series : recording.gauges().of(Gauge.NATIVE_MEMORY)) {
      types++;
      boolean known = OTHERS_CONCERN.contains(series.label());
      if (!known && !(sited && series.label().equals(ALLOCATED_TYPE))) {
        SeriesGrowth growth = SeriesGrowth.of(recording, series, TRACKED_MATERIAL);
        if (growth.leaks()) {
          findings.add(new NativeMemoryFinding(recording, growth).ofType(series.label()));
        }
      }
    }
    if (types > 0 && findings.isEmpty()) {
      measured.add(types + " types of native memory tracking: none grows without end.");
    }
    OutsideHeap outside = OutsideHeap.of(recording);
    SeriesGrowth warm =
        SeriesGrowth.of(recording, outside.mostWhenWarm(recording), RESIDENT_MATERIAL);
    boolean isWarm = warm.growth().shape() != Shape.TOO_FEW;
    SeriesGrowth resident =
        isWarm ? warm : SeriesGrowth.of(recording, outside.most(), RESIDENT_MATERIAL);
    if (findings.isEmpty() && resident.leaks()) {
      double proven = outside.provenGrowth(resident.fromNanos());
      boolean beyondHeap = proven >= PROVEN_RATIO * (resident.last() - resident.first());
      NativeMemoryFinding finding = new NativeMemoryFinding(recording, resident);
      findings.add(isWarm ? finding.ofResidentSet(proven, beyondHeap) : finding.ofWarmUp(proven));
    } else if (!resident.readings().isEmpty()) {
      measured.add(words(resident, "The resident set without the heap"));
    }
    return findings.isEmpty()
        ? notLeaking(direct, unfreed.growth(), resident, measured)
        : new Found(ID, findings);
  }

  private static RuleResult notLeaking(
      SeriesGrowth direct, SeriesGrowth unfreed, SeriesGrowth resident, List<String> measured) {
    RuleResult result;
    if (!resident.readings().isEmpty()) {
      result = notLeaking(resident, "The resident set without the heap");
    } else if (!direct.readings().isEmpty() || unfreed.readings().isEmpty()) {
      result = notLeaking(direct, "Direct buffers");
    } else {
      result = notLeaking(unfreed, NEVER_FREED);
    }
    return result instanceof RuleResult.NotApplicable
        ? result
        : new RuleResult.Ok(ID, String.join(" ", measured));
  }

  private static RuleResult notLeaking(SeriesGrowth growth, String what) {
    return growth.notLeaking(ID, what, Unit.BYTES, Unit.BYTES_PER_SECOND);
  }

  private static String words(SeriesGrowth growth, String what) {
    return growth.leaks()
        ? what + " grew, but a collection of the whole heap freed most of that."
        : growth.inWords(what, Unit.BYTES, Unit.BYTES_PER_SECOND);
  }
}
