package io.sonde.analyzer.rule.memory;

import io.sonde.analyzer.aggregate.LiveSetGrowth.Material;
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
 * Does memory outside of the heap grow without end? Direct buffers are judged first, for they have
 * a site; then what native memory tracking counts by type; then what is left of the resident set
 * when the heap is taken away, which holds the memory of native libraries, too.
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

  /** Type that direct buffers are counted as. */
  private static final String DIRECT_TYPE = "Other";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need(
            "readings of memory outside of the heap",
            Set.of("jdk.DirectBufferStatistics", "jdk.ResidentSetSize", "jdk.NativeMemoryUsage"),
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
    int types = 0;
    for (GaugeSeries series : recording.gauges().of(Gauge.NATIVE_MEMORY)) {
      types++;
      boolean known = OTHERS_CONCERN.contains(series.label());
      if (!known && !(directLeaks && series.label().equals(DIRECT_TYPE))) {
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
    SeriesGrowth resident = SeriesGrowth.of(recording, outside.most(), RESIDENT_MATERIAL);
    if (findings.isEmpty() && resident.leaks()) {
      double proven = outside.provenGrowth(resident.fromNanos());
      boolean beyondHeap = proven >= PROVEN_RATIO * (resident.last() - resident.first());
      findings.add(new NativeMemoryFinding(recording, resident).ofResidentSet(proven, beyondHeap));
    } else if (!resident.readings().isEmpty()) {
      measured.add(words(resident, "The resident set without the heap"));
    }
    return findings.isEmpty() ? notLeaking(direct, resident, measured) : new Found(ID, findings);
  }

  private static RuleResult notLeaking(
      SeriesGrowth direct, SeriesGrowth resident, List<String> measured) {
    SeriesGrowth judged = resident.readings().isEmpty() ? direct : resident;
    RuleResult result =
        judged.notLeaking(
            ID,
            judged == direct ? "Direct buffers" : "The resident set without the heap",
            Unit.BYTES,
            Unit.BYTES_PER_SECOND);
    return result instanceof RuleResult.NotApplicable
        ? result
        : new RuleResult.Ok(ID, String.join(" ", measured));
  }

  private static String words(SeriesGrowth growth, String what) {
    return growth.leaks()
        ? what + " grew, but a collection of the whole heap freed most of that."
        : growth.inWords(what, Unit.BYTES, Unit.BYTES_PER_SECOND);
  }
}
