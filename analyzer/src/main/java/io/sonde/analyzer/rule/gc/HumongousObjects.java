package io.sonde.analyzer.rule.gc;

import io.sonde.analyzer.aggregate.OwnPlaces;
import io.sonde.analyzer.model.Incident;
import io.sonde.analyzer.model.IncidentKind;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Sampled objects that G1 gives regions of their own, because they are larger than half of one.
 *
 * @param exact false where the samples do not tell an object's own size: then they are arrays of
 *     large weight, and only likely
 * @param samples how many
 * @param sampledBytes of them, as samples weigh
 * @param largestBytes largest size seen; 0 where sizes are not told
 * @param sites whose code allocates them, most bytes first
 * @param mainClass class that most bytes went to; empty when none is told
 */
record HumongousObjects(
    boolean exact,
    int samples,
    double sampledBytes,
    long largestBytes,
    List<OwnPlaces.Site> sites,
    String mainClass) {
  /** Gathers what is above a limit. */
  private static final class Gathered {
    private final OwnPlaces places;
    private final Map<String, Double> classes = new HashMap<>();
    private int samples;
    private double bytes;
    private long largest;

    private Gathered(Recording recording) {
      this.places = OwnPlaces.of(recording);
    }

    private void add(int stack, String className, double weight) {
      places.add(stack, weight);
      classes.merge(className, weight, Double::sum);
      samples++;
      bytes += weight;
    }

    private HumongousObjects build(boolean exact) {
      String main =
          classes.entrySet().stream()
              .max(Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry::getKey))
              .map(Map.Entry::getKey)
              .orElse("");
      return new HumongousObjects(exact, samples, bytes, largest, places.ranked(), main);
    }
  }

  /**
   * @param halfRegionBytes from which an object is humongous
   */
  static HumongousObjects of(Recording recording, long halfRegionBytes) {
    Gathered gathered = new Gathered(recording);
    for (Incident each : recording.incidents().of(IncidentKind.LARGE_ALLOCATION)) {
      if (each.amount() > halfRegionBytes) {
        gathered.add(each.stack(), name(recording, each.subject()), each.amount() * each.weight());
        gathered.largest = Math.max(gathered.largest, each.amount());
      }
    }
    if (gathered.samples > 0) {
      return gathered.build(true);
    }
    addLikely(recording, halfRegionBytes, gathered);
    return gathered.build(false);
  }

  /** Share (0 to 1) of all sampled bytes; 0 without samples. */
  double shareOf(Recording recording) {
    SampleTable all = recording.samples(SampleKind.ALLOC);
    return all == null || all.totalWeight() <= 0
        ? 0
        : Math.min(1, sampledBytes / all.totalWeight());
  }

  /** JFR's own sampler tells what a sample stands for, not how large its object is. */
  private static void addLikely(Recording recording, long halfRegionBytes, Gathered gathered) {
    SampleTable samples = recording.samples(SampleKind.ALLOC);
    if (samples == null || !recording.coverage().isEnabled("jdk.ObjectAllocationSample")) {
      return;
    }
    IntPredicate isArray = type -> type >= 0 && recording.classNames().get(type).endsWith("[]");
    for (int i = 0; i < samples.size(); i++) {
      if (samples.weight(i) > halfRegionBytes && isArray.test(samples.objectClass(i))) {
        gathered.add(samples.stack(i), name(recording, samples.objectClass(i)), samples.weight(i));
      }
    }
  }

  private static String name(Recording recording, int className) {
    return className < 0 ? "" : recording.classNames().get(className);
  }
}
