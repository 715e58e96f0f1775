package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.aggregate.OwnPaths.Path;
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

/**
 * Finds the own methods that hold an outsized share of a profile. A method's total alone does not
 * make it hot: a controller's total is all that its requests do. So a method with a large total is
 * passed over when it merely hands on (one own method below it has nearly all of its weight, or
 * several hot ones have, and it does little itself), and when its weight is spread over many own
 * methods. What remains is the deepest place where one change would pay; what it calls is part of
 * it.
 */
public final class HotSpots {
  /** A callee with this share of its caller's weight is the one to name; our choice. */
  private static final double HANDS_ON_RATIO = 0.8;

  /** A method that is charged with less of its total than this only dispatches; our choice. */
  private static final double DISPATCH_SELF_RATIO = 0.2;

  /** Own methods that may share a hot spot: more is a distribution, not a spot; our choice. */
  private static final int SHARED_BY_AT_MOST = 3;

  /** Share of the hot spot's weight from which an inner method or frame is named; our choice. */
  private static final double NAMED_CALLEE_RATIO = 0.2;

  /** An inner frame is followed while it holds the larger half of the hot spot. */
  private static final double DOMINANT_RATIO = 0.5;

  private static final int MAX_LIBRARY_FRAMES = 5;

  private final List<Path> paths;
  private final StackTable stacks;
  private final Map<Method, Double> totals = new LinkedHashMap<>();
  private final Map<Method, Double> charged = new HashMap<>();

  private HotSpots(OwnPaths own, boolean throughLibrary) {
    this.paths = own.paths(throughLibrary);
    this.stacks = own.stacks();
    for (Path path : paths) {
      for (Method method : path.chain()) {
        totals.merge(method, path.weight(), Double::sum);
      }
      charged.merge(path.deepest(), path.weight(), Double::sum);
    }
  }

  /** Work of own code and of the JDK on its direct behalf; heaviest first. */
  public static List<HotSpot> ofOwnWork(OwnPaths own, double leastWeight) {
    HotSpots search = new HotSpots(own, false);
    return search.spots(search.hot(leastWeight));
  }

  /** Own methods whose call into a library makes much work there; heaviest first. */
  public static List<HotSpot> ofLibraryWork(OwnPaths own, double leastWeight) {
    HotSpots search = new HotSpots(own, true);
    Set<Method> hot = new HashSet<>();
    search.charged.forEach(
        (method, weight) -> {
          if (weight >= leastWeight) {
            hot.add(method);
          }
        });
    return search.spots(hot);
  }

  /** The own method that most own work is charged to, and its weight; empty without own code. */
  public static Optional<Map.Entry<Method, Double>> heaviestOwnWork(OwnPaths own) {
    return new HotSpots(own, false).charged.entrySet().stream().max(Map.Entry.comparingByValue());
  }

  private List<HotSpot> spots(Set<Method> methods) {
    return methods.stream()
        .map(this::spot)
        .sorted(Comparator.comparingDouble(HotSpot::weight).reversed())
        .toList();
  }

  private Set<Method> hot(double leastWeight) {
    Set<Method> heavy = new HashSet<>();
    totals.forEach(
        (method, weight) -> {
          if (weight > 0 && weight >= leastWeight) {
            heavy.add(method);
          }
        });
    Set<Method> result = new HashSet<>();
    for (Method method : heavy) {
      if (!handsOn(method, heavy) && isConcentrated(method)) {
        result.add(method);
      }
    }
    result.removeIf(method -> isPartOfAnother(method, Set.copyOf(result)));
    return result;
  }

  /** True for a callee of a hot method: the finding on that method names it. */
  private boolean isPartOfAnother(Method method, Set<Method> hot) {
    double below = 0;
    for (Path path : paths) {
      int index = path.chain().indexOf(method);
      if (index > 0 && path.chain().subList(0, index).stream().anyMatch(hot::contains)) {
        below += path.weight();
      }
    }
    return below >= HANDS_ON_RATIO * totals.get(method);
  }

  private boolean handsOn(Method method, Set<Method> heavy) {
    double total = totals.get(method);
    Map<Method, Double> below = new HashMap<>();
    double belowAny = 0;
    for (Path path : paths) {
      int index = path.chain().indexOf(method);
      if (index < 0) {
        continue;
      }
      boolean any = false;
      for (Method callee : path.chain().subList(index + 1, path.chain().size())) {
        if (heavy.contains(callee)) {
          below.merge(callee, path.weight(), Double::sum);
          any = true;
        }
      }
      belowAny += any ? path.weight() : 0;
    }
    boolean toOne = below.values().stream().anyMatch(weight -> weight >= HANDS_ON_RATIO * total);
    boolean dispatches = charged.getOrDefault(method, 0.0) < DISPATCH_SELF_RATIO * total;
    return toOne || (dispatches && belowAny >= HANDS_ON_RATIO * total);
  }

  private boolean isConcentrated(Method method) {
    double[] largest =
        chargedBelow(method).values().stream()
            .mapToDouble(weight -> -weight)
            .sorted()
            .limit(SHARED_BY_AT_MOST)
            .toArray();
    double covered = 0;
    for (double weight : largest) {
      covered -= weight;
    }
    return covered >= HANDS_ON_RATIO * totals.get(method);
  }

  /** Weight of the method's samples by the deepest own method that they are charged to. */
  private Map<Method, Double> chargedBelow(Method method) {
    Map<Method, Double> result = new LinkedHashMap<>();
    for (Path path : paths) {
      if (path.chain().contains(method)) {
        result.merge(path.deepest(), path.weight(), Double::sum);
      }
    }
    return result;
  }

  private HotSpot spot(Method method) {
    double weight = 0;
    long samples = 0;
    Map<Place, Double> lines = new LinkedHashMap<>();
    Map<Place, Double> callers = new LinkedHashMap<>();
    Map<Method, Map<Place, Double>> callees = new LinkedHashMap<>();
    List<Path> inside = new ArrayList<>();
    for (Path path : paths) {
      int index = path.chain().indexOf(method);
      if (index < 0) {
        continue;
      }
      inside.add(path);
      weight += path.weight();
      samples += path.samples();
      lines.merge(place(path, index), path.weight(), Double::sum);
      if (index > 0) {
        callers.merge(place(path, index - 1), path.weight(), Double::sum);
      }
      if (!path.deepest().equals(method)) {
        callees
            .computeIfAbsent(path.deepest(), callee -> new LinkedHashMap<>())
            .merge(place(path, path.chain().size() - 1), path.weight(), Double::sum);
      }
    }
    double enough = NAMED_CALLEE_RATIO * weight;
    List<Place> calleePlaces =
        callees.values().stream()
            .filter(places -> sum(places) >= enough)
            .sorted(Comparator.comparingDouble(HotSpots::sum).reversed())
            .map(HotSpots::heaviest)
            .toList();
    double dominant = DOMINANT_RATIO * weight;
    List<Place> callerPlaces = sum(callers) >= dominant ? List.of(heaviest(callers)) : List.of();
    return new HotSpot(
        heaviest(lines),
        weight,
        samples,
        calleePlaces,
        dominantFrames(inside, dominant),
        callerPlaces);
  }

  private Place place(Path path, int index) {
    Method method = path.chain().get(index);
    int line = stacks.frame(path.nodes().get(index)).line();
    return new Place(method.className(), method.name(), line);
  }

  /** Follows the frames above the deepest own frame while one holds the larger half. */
  private List<Place> dominantFrames(List<Path> inside, double dominant) {
    List<Place> result = new ArrayList<>();
    List<Map.Entry<List<Integer>, Double>> rest = new ArrayList<>();
    for (Path path : inside) {
      List<Integer> above = new ArrayList<>();
      for (int node = path.stack(); node != path.deepestNode(); node = stacks.parent(node)) {
        above.add(0, stacks.frameId(node));
      }
      rest.add(Map.entry(above, path.weight()));
    }
    for (int depth = 0; result.size() < MAX_LIBRARY_FRAMES; depth++) {
      Map<Method, Map<Place, Double>> next = new LinkedHashMap<>();
      for (Map.Entry<List<Integer>, Double> each : rest) {
        if (each.getKey().size() > depth) {
          Place frame = Place.of(stacks.frameById(each.getKey().get(depth)));
          next.computeIfAbsent(
                  new Method(frame.className(), frame.methodName()), any -> new LinkedHashMap<>())
              .merge(frame, each.getValue(), Double::sum);
        }
      }
      Map.Entry<Method, Map<Place, Double>> best =
          next.entrySet().stream()
              .max(Comparator.comparingDouble(entry -> sum(entry.getValue())))
              .orElse(null);
      if (best == null || sum(best.getValue()) < dominant) {
        return result;
      }
      result.add(heaviest(best.getValue()));
      int at = depth;
      rest.removeIf(each -> each.getKey().size() <= at || !matches(each.getKey(), at, best));
    }
    return result;
  }

  private boolean matches(
      List<Integer> frames, int depth, Map.Entry<Method, Map<Place, Double>> chosen) {
    Place frame = Place.of(stacks.frameById(frames.get(depth)));
    return chosen.getKey().equals(new Method(frame.className(), frame.methodName()));
  }

  private static Place heaviest(Map<Place, Double> places) {
    return places.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  private static double sum(Map<Place, Double> places) {
    return places.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
