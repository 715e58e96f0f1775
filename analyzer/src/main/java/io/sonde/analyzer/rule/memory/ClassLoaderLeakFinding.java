package io.sonde.analyzer.rule.memory;

import io.sonde.analyzer.aggregate.CollectionKind;
import io.sonde.analyzer.aggregate.LiveSet;
import io.sonde.analyzer.aggregate.LiveSetGrowth;
import io.sonde.analyzer.aggregate.OwnPlaces;
import io.sonde.analyzer.aggregate.StartUp;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Locations;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What class-loader-leak says, with its numbers. */
final class ClassLoaderLeakFinding {
  /**
   * Share of the live classes that growth within loaders that were there before must have to be a
   * warning: below it may be code that is run for the first time; our choice. In the JVM's first
   * two minutes most code is.
   */
  static final double OLD_LOADERS_RATIO = 0.2;

  /** Growth of metaspace that has a rate; our choice. */
  private static final LiveSetGrowth.Material METASPACE_MATERIAL =
      new LiveSetGrowth.Material(1_000_000, 0.01);

  private static final int NAMED_SITES = 3;

  private final Recording recording;
  private final SeriesGrowth classes;
  private final Optional<LoaderGrowth> loader;
  private final SeriesGrowth metaspace;

  ClassLoaderLeakFinding(Recording recording, SeriesGrowth classes) {
    this.recording = recording;
    this.classes = classes;
    this.loader = LoaderGrowth.of(recording);
    this.metaspace =
        SeriesGrowth.of(recording, recording.gauges().only(Gauge.METASPACE), METASPACE_MATERIAL);
  }

  Finding exhausted() {
    return finding(
        Severity.CRITICAL,
        1,
        "The space for classes is exhausted",
        "The collector's last attempt before OutOfMemoryError: Metaspace ran: classes filled the"
            + " space that -XX:MaxMetaspaceSize allows.",
        true);
  }

  Finding leak(Survival survival) {
    boolean survived = survival == Survival.SURVIVED;
    boolean ofNewLoaders = loader.map(LoaderGrowth::isOfNewLoaders).orElse(true);
    boolean proven =
        survived
            && (ofNewLoaders
                || !StartUp.isAll(recording)
                    && classes.last() - classes.first() >= OLD_LOADERS_RATIO * classes.last());
    double left = nanosLeft();
    Severity severity =
        !proven || left > LeakFinding.WARNING_NANOS && Double.isFinite(left)
            ? Severity.INFO
            : left <= LeakFinding.CRITICAL_NANOS ? Severity.CRITICAL : Severity.WARNING;
    String rate = Formats.format(classes.slope(), Unit.PER_SECOND);
    return finding(
        severity,
        proven && Double.isFinite(left) ? Math.max(0, 1 - left / LeakFinding.IMPACT_NANOS) : 0,
        (proven ? "Classes leak, " : "Classes may leak, ") + rate,
        "The number of classes grows by "
            + rate
            + " without levelling off: from "
            + Formats.format(classes.first(), Unit.COUNT)
            + " to "
            + Formats.format(classes.last(), Unit.COUNT)
            + "."
            + ofLoaders()
            + (survived
                ? " A collection of the whole heap left most of them."
                : " No collection of the whole heap ran late enough to tell whether they are still"
                    + " in use.")
            + (survived && !proven
                ? " Their loaders were there before, so it may be code that runs for the first"
                    + " time."
                : ""),
        survived);
  }

  private String ofLoaders() {
    return loader
        .map(
            each ->
                " Most are of "
                    + each.loaderClass()
                    + (each.isOfNewLoaders()
                        ? ", of which there were "
                            + Formats.format(each.loaders().first(), Unit.COUNT)
                            + " loaders and are "
                            + Formats.format(each.loaders().last(), Unit.COUNT)
                            + "."
                        : "."))
        .orElse("");
  }

  /**
   * Until metaspace has the memory of the machine or container, or the heap is full where that
   * leaks, too: loaders keep what their classes refer to. Infinite where neither is known.
   */
  private double nanosLeft() {
    long limit =
        recording.jvm().containerMemoryLimitBytes() > 0
            ? recording.jvm().containerMemoryLimitBytes()
            : recording.jvm().physicalMemoryBytes();
    boolean known = limit > 0 && metaspace.readings().size() > 1 && metaspace.slope() > 0;
    return Math.min(
        known ? metaspace.nanosUntil(limit) : Double.POSITIVE_INFINITY, nanosUntilHeapIsFull());
  }

  private double nanosUntilHeapIsFull() {
    LiveSet heap = LiveSet.of(recording);
    LiveSetGrowth growth = LiveSetGrowth.of(heap);
    double slope = growth.trend().slope();
    long max = recording.jvm().maxHeapBytes();
    boolean leaks = growth.shape() == LiveSetGrowth.Shape.LEAK && heap.fromOld();
    if (!leaks || max <= 0 || slope <= 0) {
      return Double.POSITIVE_INFINITY;
    }
    double last = heap.points().get(heap.points().size() - 1).bytes();
    return Math.max(0, max - last) / slope * 1e9;
  }

  private Finding finding(
      Severity severity, double impact, String what, String summary, boolean survived) {
    boolean hasPart = !classes.growth().part().isEmpty();
    long from = hasPart ? classes.fromNanos() : recording.startNanos();
    List<OwnPlaces.Site> makers =
        LoaderGrowth.makers(recording, loader.map(LoaderGrowth::loaderClass).orElse(""), from);
    List<Location> location = new ArrayList<>();
    if (!makers.isEmpty()) {
      makers.get(0).places().forEach(place -> location.add(Locations.of(place)));
    }
    return new Finding(
        ClassLoaderLeakRule.ID,
        severity,
        impact,
        ImpactOf.NEXT_DAY,
        what + (makers.isEmpty() ? "" : ", made in " + makers.get(0).method().shortName()),
        summary,
        advice(makers, survived),
        evidence(makers, hasPart),
        location,
        null,
        from,
        recording.endNanos());
  }

  private String advice(List<OwnPlaces.Site> makers, boolean survived) {
    if (!survived) {
      return "Let a collection of the whole heap run (jcmd PID GC.run), and see whether the number of"
          + " classes falls; if not, jcmd PID VM.classloaders shows who holds them.";
    }
    String place = makers.isEmpty() ? "" : " in " + makers.get(0).method().shortName();
    boolean ofNewLoaders = loader.map(LoaderGrowth::isOfNewLoaders).orElse(true);
    return ofNewLoaders
        ? "Do not make a class loader for each use"
            + place
            + ": keep one for each version of the code. Where it must go, close it and see what still"
            + " refers to it or its classes (caches, thread locals, threads, registered drivers)."
        : "Do not generate a class for each use"
            + place
            + ": keep generated classes in a cache by what they are generated from.";
  }

  private List<Evidence> evidence(List<OwnPlaces.Site> makers, boolean hasPart) {
    List<Evidence> result = new ArrayList<>();
    if (hasPart) {
      result.addAll(classes.evidence("live classes", Unit.COUNT, Unit.PER_SECOND));
    }
    loader.ifPresentOrElse(
        each -> {
          result.add(Evidence.text("loader whose classes grew most", each.loaderClass()));
          result.add(Evidence.of("such loaders at first", each.loaders().first(), Unit.COUNT));
          result.add(Evidence.of("such loaders at last", each.loaders().last(), Unit.COUNT));
          result.add(Evidence.of("their classes at last", each.classes().last(), Unit.COUNT));
        },
        () ->
            result.add(
                Evidence.text(
                    "loaders that grew", "not applicable: enable jdk.ClassLoaderStatistics")));
    if (!metaspace.readings().isEmpty()) {
      result.add(Evidence.of("metaspace at last", metaspace.last(), Unit.BYTES));
    }
    result.add(
        Evidence.of(
            "collections of the whole heap",
            recording.collections().stream().filter(CollectionKind::isOld).count(),
            Unit.COUNT));
    result.add(
        Evidence.of(
            "collections for class metadata",
            recording.collections().stream().filter(CollectionKind::isForMetadata).count(),
            Unit.COUNT));
    if (makers.isEmpty()) {
      result.add(
          Evidence.text(
              "who makes them",
              "not applicable: no sample shows it; enable jdk.ClassDefine with stack traces"));
    }
    for (OwnPlaces.Site site : makers.subList(0, Math.min(NAMED_SITES, makers.size()))) {
      result.add(
          Evidence.of(
              "samples or definitions in " + site.method().shortName(), site.weight(), Unit.COUNT));
    }
    double left = nanosLeft();
    if (Double.isFinite(left)) {
      result.add(
          Evidence.of(
              "time until memory or heap is full",
              left,
              Unit.NANOSECONDS,
              LeakFinding.WARNING_NANOS));
    }
    return result;
  }
}
