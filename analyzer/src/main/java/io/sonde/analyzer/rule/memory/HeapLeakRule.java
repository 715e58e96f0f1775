package io.sonde.analyzer.rule.memory;

import io.sonde.analyzer.aggregate.LiveSet;
import io.sonde.analyzer.aggregate.LiveSetGrowth;
import io.sonde.analyzer.aggregate.Trend;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Examination;
import io.sonde.analyzer.rule.Need;
import io.sonde.analyzer.rule.Rule;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.List;
import java.util.Set;

/**
 * Does the live set grow without end? See {@link LiveSet} for what is measured and {@link
 * LiveSetGrowth} for what tells a leak from a cache, a jump and noise.
 */
public final class HeapLeakRule implements Rule {
  public static final String ID = "heap-leak";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need(
            "heap sizes after collections",
            Set.of("jdk.GCHeapSummary"),
            "Enable jdk.GCHeapSummary and jdk.GarbageCollection, or record with Sonde's agent."));
  }

  @Override
  public RuleResult evaluate(Examination examination) {
    Recording recording = examination.recording();
    LiveSet live = LiveSet.of(recording);
    LiveSetGrowth growth = LiveSetGrowth.of(live);
    LeakFinding words =
        new LeakFinding(recording, live, growth, LeakSuspects.of(recording, live, growth));
    if (HeapExhaustion.occurred(recording)) {
      return new RuleResult.Found(ID, List.of(words.exhausted()));
    }
    return switch (growth.shape()) {
      case LEAK -> new RuleResult.Found(ID, List.of(words.leak()));
      case UNCERTAIN -> new RuleResult.NotApplicable(ID, uncertain(live));
      case STARTED -> new RuleResult.NotApplicable(ID, started(live));
      case TOO_FEW -> new RuleResult.NotApplicable(ID, tooFew(live));
      case FLAT -> ok("The live set does not grow beyond its noise", live, growth);
      case JUMP ->
          stopped("The live set grew by a jump, as one large structure does", live, growth);
      default -> stopped("The live set grew and levels off, as a cache does", live, growth);
    };
  }

  /**
   * Young collections only ever add dead old objects, so an envelope that is flat is good news; one
   * that merely slows is none.
   */
  private static RuleResult stopped(String what, LiveSet live, LiveSetGrowth growth) {
    if (live.fromOld()) {
      return ok(what, live, growth);
    }
    LiveSetGrowth end = growth.atTheEnd(live);
    if (end.shape() == LiveSetGrowth.Shape.FLAT) {
      return ok(what + ", and is flat since", live, end);
    }
    return new RuleResult.NotApplicable(ID, what + ", but " + noOld(live));
  }

  private static String noOld(LiveSet live) {
    boolean never = live.checkedNanos() == LiveSet.NEVER;
    long since = never ? live.fromNanos() : live.checkedNanos();
    return (never
            ? "no old collection ran in the "
            : "too few old collections ran, none in the last ")
        + Formats.nanos(live.toNanos() - since)
        + ", so that dead objects count too. Record for longer, or run jcmd PID GC.run a few times.";
  }

  private static String tooFew(LiveSet live) {
    return "Only "
        + live.points().size()
        + " readings of the live set within "
        + Formats.nanos(live.spanSeconds() * 1e9)
        + "; at least "
        + LiveSetGrowth.MIN_POINTS
        + " within "
        + Formats.nanos(LiveSetGrowth.MIN_SPAN_SECONDS * 1e9)
        + " are needed. Record for longer, over more collections.";
  }

  private static String started(LiveSet live) {
    return "The live set grew while the service started, and what was recorded in the "
        + Formats.nanos(live.toNanos() - live.startedByNanos())
        + " since cannot tell whether it goes on. Record for longer.";
  }

  private static String uncertain(LiveSet live) {
    return "The live set grew, but "
        + live.points().size()
        + " readings within "
        + Formats.nanos(live.spanSeconds() * 1e9)
        + " swing too slowly to tell whether it goes on. Record for longer.";
  }

  private static RuleResult ok(String what, LiveSet live, LiveSetGrowth growth) {
    Trend trend = growth.trend();
    String interval =
        Double.isFinite(trend.low())
            ? growth.confidence()
                + " interval "
                + Formats.format(trend.low(), Unit.BYTES_PER_SECOND)
                + " to "
                + Formats.format(trend.high(), Unit.BYTES_PER_SECOND)
                + ", "
            : "";
    return new RuleResult.Ok(
        ID,
        what
            + ": "
            + Formats.format(trend.slope(), Unit.BYTES_PER_SECOND)
            + " ("
            + interval
            + trend.points()
            + (live.fromOld() ? " old collections" : " windows of young collections")
            + ")."
            + (growth.shape() == LiveSetGrowth.Shape.FLAT ? wouldBeSeen(growth) : ""));
  }

  /** Not said of growth that slows down: a leak of any rate can hide in noise that looks so. */
  private static String wouldBeSeen(LiveSetGrowth growth) {
    return " A steady leak faster than "
        + Formats.format(growth.detectable(), Unit.BYTES_PER_SECOND)
        + " would have been seen.";
  }
}
