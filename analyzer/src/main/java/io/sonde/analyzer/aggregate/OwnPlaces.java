package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.StackTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Whose code some stacks belong to: each is charged to its own frame nearest to the top, where it
 * has none to the library's, where it has no such either to nobody. For rare events, which are too
 * few for {@link HotSpots}.
 */
public final class OwnPlaces {
  /** Own frames of a stack that are worth naming. */
  private static final int NAMED_FRAMES = 3;

  private final StackTable stacks;
  private final OwnCode code;

  /** Frames that are nobody's, by their number. */
  private final IntPredicate skipped;

  private final Map<Integer, Double> weights = new HashMap<>();

  private OwnPlaces(Recording recording, IntPredicate skipped) {
    this.stacks = recording.stacks();
    this.code = OwnCode.of(recording);
    this.skipped = skipped;
  }

  public static OwnPlaces of(Recording recording) {
    return new OwnPlaces(recording, frameId -> false);
  }

  /**
   * Passes over code that only does what it is made for.
   *
   * @param skipped by a frame's number in {@link StackTable}
   */
  public static OwnPlaces besides(Recording recording, IntPredicate skipped) {
    return new OwnPlaces(recording, skipped);
  }

  public void add(int stack, double weight) {
    weights.merge(stack, weight, Double::sum);
  }

  /**
   * A method, with the own methods that call it.
   *
   * @param places the method at its heaviest line, then its callers
   * @param weight of all stacks that are charged to it
   */
  public record Site(List<Place> places, double weight) {
    public Place method() {
      return places.get(0);
    }
  }

  /** Heaviest first; of equal ones in the order of their names. */
  public List<Site> ranked() {
    Map<Method, Double> byMethod = new HashMap<>();
    Map<Method, Map<List<Place>, Double>> paths = new LinkedHashMap<>();
    weights.forEach(
        (stack, weight) -> {
          List<Place> own = own(stack);
          if (!own.isEmpty()) {
            Method method = new Method(own.get(0).className(), own.get(0).methodName());
            byMethod.merge(method, weight, Double::sum);
            paths.computeIfAbsent(method, added -> new HashMap<>()).merge(own, weight, Double::sum);
          }
        });
    List<Site> sites = new ArrayList<>();
    paths.forEach(
        (method, each) -> sites.add(new Site(heaviest(each), byMethod.getOrDefault(method, 0.0))));
    sites.sort(
        Comparator.comparingDouble(Site::weight)
            .reversed()
            .thenComparing(site -> site.method().toString()));
    return sites;
  }

  /**
   * The own method nearest to the tops that nearly all stacks go through; empty where there is
   * none. It is what brings all of it about, where {@link #ranked} names single steps of it.
   *
   * @param ratio share (0 to 1) of the weight that must go through it
   */
  public Optional<Site> shared(double ratio) {
    Map<Method, Map<List<Place>, Double>> through = new LinkedHashMap<>();
    Map<Method, Double> depth = new HashMap<>();
    double[] total = new double[1];
    weights.forEach(
        (stack, weight) -> {
          List<Place> chain = chain(stack);
          Set<Method> met = new HashSet<>();
          for (int i = 0; i < chain.size(); i++) {
            Method method = new Method(chain.get(i).className(), chain.get(i).methodName());
            if (met.add(method)) {
              through
                  .computeIfAbsent(method, added -> new HashMap<>())
                  .merge(
                      chain.subList(i, Math.min(chain.size(), i + NAMED_FRAMES)),
                      weight,
                      Double::sum);
              depth.merge(method, i * weight, Double::sum);
            }
          }
          total[0] += weight;
        });
    return through.entrySet().stream()
        .map(each -> Map.entry(each.getKey(), sum(each.getValue())))
        .filter(each -> each.getValue() >= ratio * total[0])
        .min(
            Comparator.<Map.Entry<Method, Double>>comparingDouble(
                    each -> depth.getOrDefault(each.getKey(), 0.0) / each.getValue())
                .thenComparing(each -> each.getKey().toString()))
        .map(
            each ->
                new Site(heaviest(through.getOrDefault(each.getKey(), Map.of())), each.getValue()));
  }

  private static double sum(Map<List<Place>, Double> weights) {
    return weights.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** All own frames of a stack, top first. */
  private List<Place> chain(int stack) {
    List<Place> chain = new ArrayList<>();
    for (int node = stack; node != StackTable.ROOT; node = stacks.parent(node)) {
      int frameId = stacks.frameId(node);
      Frame frame = stacks.frameById(frameId);
      if (code.origin(frameId) == CodeOrigin.OWN && !skipped.test(frameId)) {
        chain.add(placeOf(frame));
      }
    }
    return chain;
  }

  private static List<Place> heaviest(Map<List<Place>, Double> paths) {
    return paths.entrySet().stream()
        .max(
            Map.Entry.<List<Place>, Double>comparingByValue()
                .thenComparing(path -> path.getKey().toString()))
        .map(Map.Entry::getKey)
        .orElse(List.of());
  }

  private List<Place> own(int stack) {
    List<Place> own = new ArrayList<>();
    List<Place> library = new ArrayList<>();
    for (int node = stack; node != StackTable.ROOT; node = stacks.parent(node)) {
      int frameId = stacks.frameId(node);
      Frame frame = stacks.frameById(frameId);
      CodeOrigin origin = code.origin(frameId);
      if (skipped.test(frameId)) {
        continue;
      }
      if (origin == CodeOrigin.OWN && own.size() < NAMED_FRAMES) {
        own.add(placeOf(frame));
      } else if (origin == CodeOrigin.LIBRARY && library.size() < NAMED_FRAMES) {
        library.add(placeOf(frame));
      }
    }
    return own.isEmpty() ? library : own;
  }

  /** A lambda belongs to the method that it is written in. */
  private static Place placeOf(Frame frame) {
    Method method = Method.of(frame);
    return new Place(method.className(), method.name(), frame.line());
  }
}
