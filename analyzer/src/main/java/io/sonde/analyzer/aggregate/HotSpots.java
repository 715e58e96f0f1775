package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.BitSet;
import com.carrotsearch.hppc.LongDoubleHashMap;
import com.carrotsearch.hppc.cursors.LongDoubleCursor;
import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.StackTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

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

  private final OwnPaths own;
  private final List<OwnChain> chains;
  private final StackTable stacks;

  /** Weight by own method, of what it and its callees do and of what it is charged with. */
  private final double[] totals;

  private final double[] charged;

  private HotSpots(OwnPaths own, boolean throughLibrary) {
    this.own = own;
    this.chains = own.chains(throughLibrary);
    this.stacks = own.stacks();
    this.totals = new double[own.methodCount()];
    this.charged = new double[own.methodCount()];
    for (OwnChain chain : chains) {
      for (int i = 0; i < chain.length(); i++) {
        totals[chain.method(i)] += chain.weight();
      }
      charged[chain.deepest()] += chain.weight();
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
    return search.spots(heavy(search.charged, leastWeight));
  }

  /** The own method that most own work is charged to, and its weight; empty without own code. */
  public static Optional<Map.Entry<Method, Double>> heaviestOwnWork(OwnPaths own) {
    double[] charged = new HotSpots(own, false).charged;
    return IntStream.range(0, charged.length)
        .filter(method -> charged[method] > 0)
        .boxed()
        .max(Comparator.comparingDouble(method -> charged[method]))
        .map(method -> Map.entry(own.method(method), charged[method]));
  }

  private List<HotSpot> spots(BitSet methods) {
    return ascending(methods).stream()
        .map(this::spot)
        .sorted(Comparator.comparingDouble(HotSpot::weight).reversed())
        .toList();
  }

  private static List<Integer> ascending(BitSet methods) {
    List<Integer> result = new ArrayList<>();
    for (int i = methods.nextSetBit(0); i >= 0; i = methods.nextSetBit(i + 1)) {
      result.add(i);
    }
    return result;
  }

  private static BitSet heavy(double[] weights, double leastWeight) {
    BitSet result = new BitSet(weights.length);
    for (int method = 0; method < weights.length; method++) {
      if (weights[method] > 0 && weights[method] >= leastWeight) {
        result.set(method);
      }
    }
    return result;
  }

  private BitSet hot(double leastWeight) {
    BitSet heavy = heavy(totals, leastWeight);
    BitSet candidates = new BitSet(totals.length);
    for (int method : ascending(heavy)) {
      if (!handsOn(method, heavy) && isConcentrated(method)) {
        candidates.set(method);
      }
    }
    BitSet result = new BitSet(totals.length);
    for (int method : ascending(candidates)) {
      if (!isPartOfAnother(method, candidates)) {
        result.set(method);
      }
    }
    return result;
  }

  /** True for a callee of a hot method: the finding on that method names it. */
  private boolean isPartOfAnother(int method, BitSet hot) {
    double below = 0;
    for (OwnChain chain : chains) {
      int index = chain.indexOf(method);
      boolean belowHot = false;
      for (int i = 0; i < index && !belowHot; i++) {
        belowHot = hot.get(chain.method(i));
      }
      below += belowHot ? chain.weight() : 0;
    }
    return below >= HANDS_ON_RATIO * totals[method];
  }

  private boolean handsOn(int method, BitSet heavy) {
    double total = totals[method];
    double[] below = new double[totals.length];
    double belowAny = 0;
    for (OwnChain chain : chains) {
      int index = chain.indexOf(method);
      boolean any = false;
      for (int i = index + 1; index >= 0 && i < chain.length(); i++) {
        if (heavy.get(chain.method(i))) {
          below[chain.method(i)] += chain.weight();
          any = true;
        }
      }
      belowAny += any ? chain.weight() : 0;
    }
    boolean toOne = Arrays.stream(below).anyMatch(weight -> weight >= HANDS_ON_RATIO * total);
    boolean dispatches = charged[method] < DISPATCH_SELF_RATIO * total;
    return toOne || (dispatches && belowAny >= HANDS_ON_RATIO * total);
  }

  private boolean isConcentrated(int method) {
    double[] chargedBelow = new double[totals.length];
    for (OwnChain chain : chains) {
      if (chain.indexOf(method) >= 0) {
        chargedBelow[chain.deepest()] += chain.weight();
      }
    }
    Arrays.sort(chargedBelow);
    double covered = 0;
    for (int i = Math.max(0, totals.length - SHARED_BY_AT_MOST); i < totals.length; i++) {
      covered += chargedBelow[i];
    }
    return covered >= HANDS_ON_RATIO * totals[method];
  }

  private HotSpot spot(int method) {
    double weight = 0;
    long samples = 0;
    Lines lines = new Lines();
    Lines callers = new Lines();
    Map<Integer, Lines> callees = new HashMap<>();
    List<OwnChain> inside = new ArrayList<>();
    for (OwnChain chain : chains) {
      int index = chain.indexOf(method);
      if (index < 0) {
        continue;
      }
      inside.add(chain);
      weight += chain.weight();
      samples += chain.samples();
      boolean hasCallee = chain.deepest() != method;
      Lines below = callees.computeIfAbsent(chain.deepest(), callee -> new Lines());
      for (int i = 0; i < chain.size(); i++) {
        lines.add(method, own.node(chain, index, i), chain.weight(i));
        if (index > 0) {
          callers.add(chain.method(index - 1), own.node(chain, index - 1, i), chain.weight(i));
        }
        if (hasCallee) {
          below.add(chain.deepest(), own.deepestNode(chain, i), chain.weight(i));
        }
      }
    }
    double enough = NAMED_CALLEE_RATIO * weight;
    List<Place> calleePlaces =
        callees.values().stream()
            .filter(places -> places.total > 0 && places.total >= enough)
            .sorted(Comparator.comparingDouble((Lines places) -> places.total).reversed())
            .map(Lines::heaviest)
            .toList();
    double dominant = DOMINANT_RATIO * weight;
    boolean oneCaller = callers.total > 0 && callers.total >= dominant;
    return new HotSpot(
        lines.heaviest(),
        weight,
        samples,
        calleePlaces,
        dominantFrames(inside, dominant),
        oneCaller ? List.of(callers.heaviest()) : List.of());
  }

  /** Weight by line of own methods. */
  private final class Lines {
    private final LongDoubleHashMap weights = new LongDoubleHashMap();
    private double total;

    private void add(int method, int node, double weight) {
      weights.addTo((long) method << Integer.SIZE | stacks.frame(node).line(), weight);
      total += weight;
    }

    private Place heaviest() {
      long key = heaviestKey(weights);
      Method method = own.method((int) (key >>> Integer.SIZE));
      return new Place(method.className(), method.name(), (int) key);
    }
  }

  /** Of equally heavy keys the smallest, so that the same samples always name the same place. */
  private static long heaviestKey(LongDoubleHashMap weights) {
    long result = Long.MAX_VALUE;
    double most = Double.NEGATIVE_INFINITY;
    for (LongDoubleCursor each : weights) {
      if (each.value > most || (each.value == most && each.key < result)) {
        result = each.key;
        most = each.value;
      }
    }
    return result;
  }

  /** The frames of a stack above its deepest own frame, callers first. */
  private record Above(int[] frames, double weight) {}

  /** Follows the frames above the deepest own frame while one holds the larger half. */
  private List<Place> dominantFrames(List<OwnChain> inside, double dominant) {
    List<Place> result = new ArrayList<>();
    List<Above> rest = new ArrayList<>();
    for (OwnChain chain : inside) {
      for (int i = 0; i < chain.size(); i++) {
        rest.add(above(chain.stack(i), own.deepestNode(chain, i), chain.weight(i)));
      }
    }
    for (int depth = 0; result.size() < MAX_LIBRARY_FRAMES; depth++) {
      int at = depth;
      rest.removeIf(each -> each.frames.length <= at);
      double[] byMethod = new double[stacks.methodCount()];
      for (Above each : rest) {
        byMethod[stacks.methodId(each.frames[at])] += each.weight;
      }
      int best = heaviest(byMethod);
      if (rest.isEmpty() || byMethod[best] < dominant) {
        return result;
      }
      rest.removeIf(each -> stacks.methodId(each.frames[at]) != best);
      LongDoubleHashMap lines = new LongDoubleHashMap();
      rest.forEach(each -> lines.addTo(stacks.frameById(each.frames[at]).line(), each.weight));
      Frame frame = stacks.frameOfMethod(best);
      result.add(new Place(frame.className(), frame.methodName(), (int) heaviestKey(lines)));
    }
    return result;
  }

  private Above above(int stack, int deepestOwn, double weight) {
    int length = 0;
    for (int node = stack; node != deepestOwn; node = stacks.parent(node)) {
      length++;
    }
    int[] frames = new int[length];
    for (int node = stack; node != deepestOwn; node = stacks.parent(node)) {
      frames[--length] = stacks.frameId(node);
    }
    return new Above(frames, weight);
  }

  private static int heaviest(double[] weights) {
    int best = 0;
    for (int i = 1; i < weights.length; i++) {
      best = weights[i] > weights[best] ? i : best;
    }
    return best;
  }
}
