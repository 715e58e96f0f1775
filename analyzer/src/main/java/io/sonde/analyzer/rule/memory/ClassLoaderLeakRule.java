package io.sonde.analyzer.rule.memory;

import io.sonde.analyzer.aggregate.LiveSet.Point;
import io.sonde.analyzer.aggregate.LiveSetGrowth;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.RuleResult.Found;
import io.sonde.analyzer.model.GarbageCollection;
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
 * Do classes become more without end? Classes are given back together with their loader, when a
 * collection of the whole heap finds nobody who refers to any of them; so growth that such a
 * collection left behind is a leak, and growth that none has looked at may be one.
 */
public final class ClassLoaderLeakRule implements Rule {
  public static final String ID = "class-loader-leak";

  /** Growth in classes that is worth a word: 100, and 2 % of those that live; our choice. */
  static final LiveSetGrowth.Material MATERIAL = new LiveSetGrowth.Material(100, 0.02);

  /** HotSpot's last attempt before OutOfMemoryError: Metaspace. */
  private static final String LAST_ATTEMPT = "Metadata GC Clear Soft References";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need(
            "numbers of loaded classes",
            Set.of("jdk.ClassLoadingStatistics"),
            "Enable jdk.ClassLoadingStatistics, jdk.ClassLoaderStatistics and jdk.MetaspaceSummary,"
                + " or record with Sonde's agent."));
  }

  @Override
  public RuleResult evaluate(Examination examination) {
    Recording recording = examination.recording();
    SeriesGrowth classes = SeriesGrowth.of(recording, liveClasses(recording), MATERIAL);
    ClassLoaderLeakFinding words = new ClassLoaderLeakFinding(recording, classes);
    if (isExhausted(recording)) {
      return new Found(ID, List.of(words.exhausted()));
    }
    if (!classes.leaks()) {
      return classes.notLeaking(ID, "The number of classes", Unit.COUNT, Unit.PER_SECOND);
    }
    Survival survival = Survival.of(classes);
    return survival == Survival.FREED
        ? new RuleResult.Ok(
            ID, "Classes became more, but a collection of the whole heap unloaded most of those.")
        : new Found(ID, List.of(words.leak(survival)));
  }

  private static boolean isExhausted(Recording recording) {
    return recording.collections().stream()
        .map(GarbageCollection::cause)
        .anyMatch(LAST_ATTEMPT::equals);
  }

  private static List<Point> liveClasses(Recording recording) {
    GaugeSeries loaded = recording.gauges().only(Gauge.CLASSES_LOADED);
    GaugeSeries unloaded = recording.gauges().only(Gauge.CLASSES_UNLOADED);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < Math.min(loaded.size(), unloaded.size()); i++) {
      points.add(new Point(loaded.timeNanos()[i], loaded.values()[i] - unloaded.values()[i]));
    }
    return points;
  }
}
