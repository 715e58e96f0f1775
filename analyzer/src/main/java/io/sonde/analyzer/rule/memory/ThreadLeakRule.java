package io.sonde.analyzer.rule.memory;

import io.sonde.analyzer.aggregate.LiveSetGrowth;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.RuleResult.Found;
import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Examination;
import io.sonde.analyzer.rule.Need;
import io.sonde.analyzer.rule.Rule;
import io.sonde.analyzer.unit.Unit;
import java.util.List;
import java.util.Set;

/**
 * Do threads become more without end? Where starts and ends are recorded, the threads of each name
 * pattern are judged by themselves, so that a leak is seen beside pools that breathe; then all
 * together. A pool that fills to its size and stays there levels off.
 */
public final class ThreadLeakRule implements Rule {
  public static final String ID = "thread-leak";

  /** Growth in threads that is worth a word: 10; our choice. */
  static final double MATERIAL_THREADS = 10;

  /** Growth as a share of all threads, where they are judged together; our choice. */
  static final double MATERIAL_RATIO = 0.05;

  /** Groups that are judged: those of which most live. */
  private static final int JUDGED_GROUPS = 20;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need(
            "numbers of threads",
            Set.of("jdk.JavaThreadStatistics", "jdk.ThreadStart"),
            "Enable jdk.JavaThreadStatistics, jdk.ThreadStart and jdk.ThreadEnd, or record with"
                + " Sonde's agent."));
  }

  @Override
  public RuleResult evaluate(Examination examination) {
    Recording recording = examination.recording();
    SeriesGrowth all =
        SeriesGrowth.of(
            recording,
            recording.gauges().only(Gauge.THREADS),
            new LiveSetGrowth.Material(MATERIAL_THREADS, MATERIAL_RATIO));
    List<ThreadGroups.Group> groups = ThreadGroups.of(recording);
    for (ThreadGroups.Group group : groups.subList(0, Math.min(JUDGED_GROUPS, groups.size()))) {
      if (group.living().size() >= MATERIAL_THREADS) {
        SeriesGrowth growth =
            SeriesGrowth.of(
                recording,
                group.course(recording),
                new LiveSetGrowth.Material(MATERIAL_THREADS, 0));
        if (growth.leaks()) {
          return new Found(ID, List.of(new ThreadLeakFinding(recording, growth, all).of(group)));
        }
      }
    }
    if (all.leaks()) {
      return new Found(ID, List.of(new ThreadLeakFinding(recording, all, all).ofAll(groups)));
    }
    return all.notLeaking(ID, "The number of threads", Unit.COUNT, Unit.PER_SECOND);
  }
}
