package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.StackTable;
import io.sonde.analyzer.profile.CallTree.SampleFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who allocates: the allocation samples by own method, and the classes allocated there.
 *
 * @param bytesPerSecond all sampled allocation per second of covered time; 0 without a duration
 */
public record AllocationProfile(
    Recording recording, SampleTable samples, OwnPaths own, double bytesPerSecond) {
  /** Share of allocated bytes from which a site is worth naming as a cause; our choice. */
  private static final double NAMED_SITE_RATIO = 0.2;

  /** Empty when the recording holds no allocation samples. */
  public static Optional<AllocationProfile> of(Recording recording) {
    SampleTable samples = recording.samples(SampleKind.ALLOC);
    if (samples == null || samples.size() == 0) {
      return Optional.empty();
    }
    OwnPaths own =
        OwnPaths.of(recording, samples, SampleFilter.ALL, CodeMap.of(recording, samples));
    long covered = recording.coveredNanos();
    double rate = covered > 0 ? samples.totalWeight() * 1e9 / covered : 0;
    return Optional.of(new AllocationProfile(recording, samples, own, rate));
  }

  /** The sites that allocate most: own work first, else library work for an own call. */
  public List<HotSpot> sites() {
    double least = NAMED_SITE_RATIO * own.totalWeight();
    List<HotSpot> sites = HotSpots.ofOwnWork(own, least);
    return sites.isEmpty() ? HotSpots.ofLibraryWork(own, least) : sites;
  }

  /** The class that most bytes below a method went to; empty when samples name none. */
  public Optional<String> mainClass(Place method) {
    boolean[] inside = stacksWith(new Method(method.className(), method.methodName()));
    Map<Integer, Double> byClass = new LinkedHashMap<>();
    for (int i = 0; i < samples.size(); i++) {
      if (samples.objectClass(i) >= 0 && inside[samples.stack(i)]) {
        byClass.merge(samples.objectClass(i), (double) samples.weight(i), Double::sum);
      }
    }
    return byClass.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(entry -> recording.classNames().get(entry.getKey()));
  }

  private boolean[] stacksWith(Method wanted) {
    StackTable stacks = recording.stacks();
    boolean[] isWanted = new boolean[stacks.methodCount()];
    for (int method = 0; method < isWanted.length; method++) {
      isWanted[method] = Method.of(stacks.frameOfMethod(method)).equals(wanted);
    }
    boolean[] result = new boolean[stacks.size()];
    for (int stack = StackTable.ROOT + 1; stack < result.length; stack++) {
      result[stack] =
          result[stacks.parent(stack)] || isWanted[stacks.methodId(stacks.frameId(stack))];
    }
    return result;
  }
}
