package io.sonde.analyzer.rule.memory;

import io.sonde.analyzer.aggregate.OwnPlaces;
import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.GaugeSeries;
import io.sonde.analyzer.model.Incident;
import io.sonde.analyzer.model.IncidentKind;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.StackTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The class of loaders whose classes became more.
 *
 * @param loaders of that class at first and at last
 * @param classes that they had defined at first and at last
 */
record LoaderGrowth(String loaderClass, Change loaders, Change classes) {
  /** At the first and the last reading. */
  record Change(double first, double last) {
    double growth() {
      return last - first;
    }
  }

  /** What generates or loads classes, with the methods that do. */
  private static final List<String> DEFINING_CLASSES =
      List.of(
          "java.lang.ClassLoader",
          "java.net.URLClassLoader",
          "java.lang.invoke.MethodHandles$Lookup",
          "java.lang.reflect.Proxy");

  /** Share of the definitions that the method goes through that makes the loaders; our choice. */
  private static final double SHARED_RATIO = 0.8;

  /** Empty where there are no two readings, or where no loader's classes became more. */
  static Optional<LoaderGrowth> of(Recording recording) {
    LoaderGrowth most = null;
    long first = Long.MAX_VALUE;
    for (GaugeSeries series : recording.gauges().of(Gauge.CLASS_LOADERS)) {
      first = Math.min(first, series.size() == 0 ? first : series.timeNanos()[0]);
    }
    for (GaugeSeries classes : recording.gauges().of(Gauge.CLASSES_OF_LOADERS)) {
      GaugeSeries loaders = recording.gauges().of(Gauge.CLASS_LOADERS, classes.label());
      LoaderGrowth growth =
          new LoaderGrowth(classes.label(), change(loaders, first), change(classes, first));
      if (most == null || growth.classes.growth() > most.classes.growth()) {
        most = growth;
      }
    }
    return Optional.ofNullable(most).filter(each -> each.classes.growth() > 0);
  }

  /** A loader class that the first moment did not know had none. */
  private static Change change(GaugeSeries series, long firstNanos) {
    if (series.size() == 0) {
      return new Change(0, 0);
    }
    boolean wasThere = series.timeNanos()[0] == firstNanos;
    return new Change(wasThere ? series.first() : 0, series.last());
  }

  /** Whether new loaders came, not only classes of loaders that had been there. */
  boolean isOfNewLoaders() {
    return loaders.growth() >= 2;
  }

  /**
   * Whose code makes classes: by the definitions where they were recorded, else by samples of
   * stacks that define some. First is the method that nearly all go through. Code that a new loader
   * has loaded loads more by itself, and is passed over where its copies give it away.
   *
   * @param loaderClass whose classes; empty for any
   */
  static List<OwnPlaces.Site> makers(Recording recording, String loaderClass, long fromNanos) {
    StackTable stacks = recording.stacks();
    IntPredicate loader = frame -> stacks.frameById(frame).className().equals(loaderClass);
    IntPredicate loaded = frame -> stacks.isCopied(stacks.methodId(frame));
    List<OwnPlaces.Site> makers =
        makers(recording, loaderClass, fromNanos, OwnPlaces.besides(recording, loader.or(loaded)));
    return makers.isEmpty()
        ? makers(recording, loaderClass, fromNanos, OwnPlaces.besides(recording, loader))
        : makers;
  }

  private static List<OwnPlaces.Site> makers(
      Recording recording, String loaderClass, long fromNanos, OwnPlaces places) {
    boolean recorded = false;
    for (Incident each : recording.incidents().of(IncidentKind.CLASS_DEFINED)) {
      boolean ofLoader =
          loaderClass.isEmpty() || recording.classNames().get(each.subject()).equals(loaderClass);
      if (ofLoader && each.startNanos() >= fromNanos) {
        places.add(each.stack(), each.weight());
        recorded = true;
      }
    }
    if (!recorded) {
      boolean[] defining = definingStacks(recording.stacks(), loaderClass);
      for (SampleKind kind : List.of(SampleKind.CPU, SampleKind.ALLOC)) {
        addSamples(recording, kind, defining, fromNanos, places);
      }
    }
    List<OwnPlaces.Site> makers = new ArrayList<>();
    places.shared(SHARED_RATIO).ifPresent(makers::add);
    for (OwnPlaces.Site site : places.ranked()) {
      if (makers.isEmpty() || !site.method().equals(makers.get(0).method())) {
        makers.add(site);
      }
    }
    return makers;
  }

  private static void addSamples(
      Recording recording, SampleKind kind, boolean[] defining, long fromNanos, OwnPlaces places) {
    SampleTable samples = recording.samples(kind);
    for (int i = 0; samples != null && i < samples.size(); i++) {
      if (samples.timeNanos(i) >= fromNanos && defining[samples.stack(i)]) {
        places.add(samples.stack(i), 1);
      }
    }
  }

  private static boolean[] definingStacks(StackTable stacks, String loaderClass) {
    boolean[] frames = new boolean[stacks.frameCount()];
    for (int frame = 0; frame < frames.length; frame++) {
      frames[frame] = defines(stacks.frameById(frame), loaderClass);
    }
    boolean[] result = new boolean[stacks.size()];
    for (int stack = StackTable.ROOT + 1; stack < result.length; stack++) {
      result[stack] = result[stacks.parent(stack)] || frames[stacks.frameId(stack)];
    }
    return result;
  }

  private static boolean defines(Frame frame, String loaderClass) {
    if (!frame.kind().isJava()) {
      return false;
    }
    boolean ofLoader =
        frame.className().equals(loaderClass)
            && (frame.methodName().equals("<init>") || frame.methodName().contains("Class"));
    boolean makes =
        DEFINING_CLASSES.contains(frame.className())
            && (frame.methodName().startsWith("define")
                || frame.methodName().equals("<init>")
                || frame.methodName().equals("findClass")
                || frame.methodName().equals("newProxyInstance"));
    return ofLoader || makes;
  }
}
