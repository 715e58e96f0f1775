package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.IntDoubleHashMap;
import com.carrotsearch.hppc.cursors.IntDoubleCursor;
import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.StackTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds up what happened by the application's method that each stack is told by: the own one nearest
 * to the top. Stacks without own code go to what stands in for it, else to no site.
 */
public final class CallSites {
  private static final int NONE = -1;

  private final StackTable stacks;
  private final CodeMap code;
  private final IntDoubleHashMap weights = new IntDoubleHashMap();
  private double total;

  private CallSites(StackTable stacks, CodeMap code) {
    this.stacks = stacks;
    this.code = code;
  }

  public static CallSites of(Recording recording) {
    SampleTable cpu = recording.samples(SampleKind.CPU);
    return new CallSites(
        recording.stacks(),
        cpu == null ? CodeMap.of(recording, recording.waits()) : CodeMap.of(recording, cpu));
  }

  /**
   * @param stack node in the recording's stacks
   */
  public void add(int stack, double weight) {
    if (weight > 0) {
      weights.addTo(stack, weight);
      total += weight;
    }
  }

  /** Weight of all, those without a site too. */
  public double total() {
    return total;
  }

  /** The own method that a stack is told by; empty for none. */
  public Optional<Method> methodOf(int stack) {
    int node = ownNode(stack);
    return node == NONE ? Optional.empty() : Optional.of(Method.of(stacks.frame(node)));
  }

  /** All sites, heaviest first. */
  public List<CallSite> heaviest() {
    Map<Method, Sum> sums = new HashMap<>();
    int[] byNode = new int[weights.size()];
    int size = 0;
    for (IntDoubleCursor each : weights) {
      byNode[size++] = each.key;
    }
    Arrays.sort(byNode);
    for (int stack : byNode) {
      int node = ownNode(stack);
      if (node != NONE) {
        sums.computeIfAbsent(Method.of(stacks.frame(node)), added -> new Sum())
            .add(stack, node, weights.get(stack));
      }
    }
    List<CallSite> sites = new ArrayList<>();
    sums.forEach((method, sum) -> sites.add(sum.site(method)));
    sites.sort(
        Comparator.comparingDouble(CallSite::weight)
            .reversed()
            .thenComparing(site -> site.method().className())
            .thenComparing(site -> site.method().methodName()));
    return sites;
  }

  private int ownNode(int stack) {
    int standIn = NONE;
    for (int node = stack; node != StackTable.ROOT; node = stacks.parent(node)) {
      int frame = stacks.frameId(node);
      if (code.origin(frame) == CodeOrigin.OWN) {
        return node;
      }
      standIn = standIn == NONE && code.isOwn(frame) ? node : standIn;
    }
    return standIn;
  }

  /** What one site gathers. */
  private final class Sum {
    private final IntDoubleHashMap byLine = new IntDoubleHashMap();
    private double weight;
    private double heaviestWeight;
    private int heaviestStack;
    private int heaviestNode;

    private void add(int stack, int node, double added) {
      weight += added;
      byLine.addTo(stacks.frame(node).line(), added);
      if (added > heaviestWeight) {
        heaviestWeight = added;
        heaviestStack = stack;
        heaviestNode = node;
      }
    }

    private CallSite site(Method method) {
      int line = 0;
      double most = 0;
      for (IntDoubleCursor each : byLine) {
        if (each.value > most || (each.value == most && each.key < line)) {
          line = each.key;
          most = each.value;
        }
      }
      List<Place> above = new ArrayList<>();
      for (int node = heaviestStack; node != heaviestNode; node = stacks.parent(node)) {
        above.add(0, Place.of(stacks.frame(node)));
      }
      return new CallSite(
          new Place(method.className(), method.name(), line),
          weight,
          heaviestStack,
          caller(method),
          above);
    }

    private List<Place> caller(Method method) {
      for (int node = stacks.parent(heaviestNode);
          node != StackTable.ROOT;
          node = stacks.parent(node)) {
        Frame frame = stacks.frame(node);
        if (code.isOwn(stacks.frameId(node)) && !Method.of(frame).equals(method)) {
          return List.of(Place.of(frame));
        }
      }
      return List.of();
    }
  }
}
