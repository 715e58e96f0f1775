package io.sonde.analyzer.rule.memory;

import io.sonde.analyzer.aggregate.CodeMap;
import io.sonde.analyzer.aggregate.HotSpot;
import io.sonde.analyzer.aggregate.HotSpots;
import io.sonde.analyzer.aggregate.LiveSet;
import io.sonde.analyzer.aggregate.LiveSetGrowth;
import io.sonde.analyzer.aggregate.Method;
import io.sonde.analyzer.aggregate.OldObjectGrowth;
import io.sonde.analyzer.aggregate.OwnPaths;
import io.sonde.analyzer.model.OldObject;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.profile.CallTree.SampleFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sampled objects that outlived collections: where they were allocated, what they are, what holds
 * them. {@link OldObjectGrowth} tells what increased. Left out are objects from the first third of
 * the judged time, which a leak does without and start-up does not, those younger than the last old
 * collection, which may be garbage, and the agent's own.
 *
 * @param objects how many sampled objects survived
 * @param sites own methods that allocated most of them, heaviest first
 * @param mainClass class that most of them have, or empty
 * @param path references from such an object (first) to its root (last), empty unless recorded
 * @param root kind of the root, empty unless recorded
 * @param turnsOver true when the survivors of the first site are too young for a leak's
 */
record LeakSuspects(
    int objects,
    List<HotSpot> sites,
    String mainClass,
    List<String> path,
    String root,
    boolean turnsOver) {
  /** Share of the survivors from which a site is worth naming; our choice. */
  private static final double NAMED_SITE_RATIO = 0.2;

  /** Part of the judged time whose objects are left out; our choice. */
  private static final double LEFT_OUT_RATIO = 1.0 / 3;

  static LeakSuspects of(Recording recording, LiveSet live, LiveSetGrowth growth) {
    long until = lastCheck(recording, live);
    long start = growth.part().isEmpty() ? until : growth.part().get(0).timeNanos();
    long from = start + (long) (LEFT_OUT_RATIO * (until - start));
    OldObjectGrowth old = new OldObjectGrowth(recording);
    List<OldObject> grown =
        old.grown(until).stream().filter(each -> each.allocationNanos() >= from).toList();
    SampleTable.Builder builder = new SampleTable.Builder(SampleKind.LIVE);
    Map<String, Double> classes = new LinkedHashMap<>();
    for (OldObject each : grown) {
      builder.add(each.allocationNanos(), -1, each.stack(), 1, (byte) 0, -1);
      classes.merge(each.className(), 1.0, Double::sum);
    }
    addProfiled(recording, old, from, until, builder, classes);
    String mainClass =
        classes.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse("");
    List<HotSpot> sites = sites(recording, builder.build());
    Optional<OldObject> example = example(recording, grown, sites, mainClass);
    List<Long> times =
        old.survivors(until).stream()
            .filter(each -> !sites.isEmpty() && isFrom(recording, each, sites.get(0)))
            .map(OldObject::allocationNanos)
            .toList();
    return new LeakSuspects(
        builder.size(),
        sites,
        mainClass,
        example.map(OldObject::path).orElse(List.of()),
        example.map(OldObject::root).orElse(""),
        live.checkedNanos() != LiveSet.NEVER && LeakTurnover.turnsOver(times, growth, until));
  }

  /** Live objects that async-profiler sampled. */
  private static void addProfiled(
      Recording recording,
      OldObjectGrowth old,
      long from,
      long until,
      SampleTable.Builder builder,
      Map<String, Double> classes) {
    SampleTable sampled = recording.samples(SampleKind.LIVE);
    for (int i = 0; sampled != null && i < sampled.size(); i++) {
      int type = sampled.objectClass(i);
      String className = type < 0 ? "" : recording.classNames().get(type);
      if (sampled.timeNanos(i) >= from
          && sampled.timeNanos(i) <= until
          && !old.isAgents(className, sampled.stack(i))) {
        builder.add(sampled.timeNanos(i), -1, sampled.stack(i), 1, (byte) 0, -1);
        if (type >= 0) {
          classes.merge(className, 1.0, Double::sum);
        }
      }
    }
  }

  /** A survivor with a path: of the main class, and from the main site where there is one. */
  private static Optional<OldObject> example(
      Recording recording, List<OldObject> survivors, List<HotSpot> sites, String mainClass) {
    List<OldObject> candidates =
        survivors.stream()
            .filter(each -> !each.path().isEmpty() && each.className().equals(mainClass))
            .toList();
    return candidates.stream()
        .filter(each -> !sites.isEmpty() && isFrom(recording, each, sites.get(0)))
        .findFirst()
        .or(() -> candidates.stream().findFirst());
  }

  private static boolean isFrom(Recording recording, OldObject object, HotSpot site) {
    Method place = new Method(site.method().className(), site.method().methodName());
    return recording.stacks().framesOf(object.stack()).stream()
        .map(Method::of)
        .anyMatch(method -> method.equals(place));
  }

  private static List<HotSpot> sites(Recording recording, SampleTable survivors) {
    OwnPaths own =
        OwnPaths.of(recording, survivors, SampleFilter.ALL, CodeMap.of(recording, survivors));
    double least = NAMED_SITE_RATIO * own.totalWeight();
    if (least <= 0) {
      return List.of();
    }
    List<HotSpot> result = new ArrayList<>(HotSpots.ofOwnWork(own, least));
    result.addAll(HotSpots.ofLibraryWork(own, least));
    return result;
  }

  /** The last moment at which an old collection began to tell the living from the dead. */
  private static long lastCheck(Recording recording, LiveSet live) {
    if (live.checkedNanos() != LiveSet.NEVER) {
      return live.checkedNanos();
    }
    return live.points().isEmpty() ? recording.endNanos() : live.toNanos();
  }
}
