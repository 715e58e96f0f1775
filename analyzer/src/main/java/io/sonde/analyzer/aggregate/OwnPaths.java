package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.StackTable;
import io.sonde.analyzer.profile.CallTree.SampleFilter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A profile reduced to the application's own methods. Each stack becomes the chain of own methods
 * on it, root first, and is charged to the deepest one. Work that own code does itself or has the
 * JDK do directly (a regular expression, a sort, a list search) is told apart from work that goes
 * through a library (a query through Hibernate), which the own method asked for but does not do.
 * Methods that library code calls back, such as {@code equals}, are charged to the own caller that
 * decides how often they run.
 */
public final class OwnPaths {
  private static final int NONE = -1;

  private final CodeMap code;
  private final StackTable stacks;

  /** Own methods by their number here, which is not the stack table's: lambdas have none. */
  private final List<Method> methods = new ArrayList<>();

  private final int[] ownMethods;
  private final List<OwnChain> chains = new ArrayList<>();
  private double totalWeight;
  private double squares;
  private long samples;

  private OwnPaths(StackTable stacks, CodeMap code) {
    this.stacks = stacks;
    this.code = code;
    this.ownMethods = new int[stacks.methodCount()];
    Arrays.fill(ownMethods, NONE);
    Map<Method, Integer> known = new HashMap<>();
    for (int frame = 0; frame < stacks.frameCount(); frame++) {
      int methodId = stacks.methodId(frame);
      if (code.isOwn(frame) && ownMethods[methodId] == NONE) {
        Method method = Method.of(stacks.frameById(frame));
        Integer number = known.get(method);
        if (number == null) {
          number = methods.size();
          known.put(method, number);
          methods.add(method);
        }
        ownMethods[methodId] = number;
      }
    }
  }

  public static OwnPaths of(
      Recording recording, SampleTable table, SampleFilter filter, CodeMap code) {
    OwnPaths result = new OwnPaths(recording.stacks(), code);
    double[] weights = new double[recording.stacks().size()];
    int[] counts = new int[weights.length];
    for (int i = 0; i < table.size(); i++) {
      double weight = table.weight(i);
      if (weight <= 0 || !filter.accepts(table, i)) {
        continue;
      }
      weights[table.stack(i)] += weight;
      counts[table.stack(i)]++;
      result.totalWeight += weight;
      result.squares += weight * weight;
      result.samples++;
    }
    result.addAll(weights, counts);
    return result;
  }

  private void addAll(double[] weights, int[] counts) {
    OwnTree tree = new OwnTree(stacks, frame -> code.isOwn(frame) ? ownMethod(frame) : NONE);
    OwnChain[] direct = new OwnChain[tree.size()];
    OwnChain[] library = new OwnChain[tree.size()];
    Map<ChainKey, OwnChain> byMethods = new HashMap<>();
    for (int stack = 0; stack < counts.length; stack++) {
      int node = tree.node(stack);
      if (counts[stack] == 0 || node == OwnTree.ROOT) {
        continue;
      }
      int callbacks = tree.top(node, method -> methods.get(method).isCallback());
      boolean throughLibrary = throughLibrary(stack, deepestNode(stack, callbacks));
      OwnChain[] byNode = throughLibrary ? library : direct;
      if (byNode[node] == null) {
        ChainKey key = new ChainKey(tree.chain(node, callbacks), callbacks, throughLibrary);
        byNode[node] = byMethods.computeIfAbsent(key, this::newChain);
      }
      byNode[node].add(stack, weights[stack], counts[stack]);
    }
  }

  private OwnChain newChain(ChainKey key) {
    OwnChain chain = new OwnChain(key.methods, key.callbacks, key.throughLibrary);
    chains.add(chain);
    return chain;
  }

  /** What makes two chains the same. */
  private record ChainKey(int[] methods, int callbacks, boolean throughLibrary) {
    @Override
    public boolean equals(Object other) {
      return other instanceof ChainKey key
          && callbacks == key.callbacks
          && throughLibrary == key.throughLibrary
          && Arrays.equals(methods, key.methods);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(methods) + 2 * callbacks + (throughLibrary ? 1 : 0);
    }
  }

  private boolean throughLibrary(int stack, int deepestOwn) {
    for (int node = stack; node != deepestOwn; node = stacks.parent(node)) {
      int frame = stacks.frameId(node);
      if (code.origin(frame) == CodeOrigin.LIBRARY && !code.isOwn(frame)) {
        return true;
      }
    }
    return false;
  }

  private int ownMethod(int frame) {
    return ownMethods[stacks.methodId(frame)];
  }

  private int deepestNode(int stack, int callbacks) {
    int left = callbacks;
    int node = stack;
    while (!code.isOwn(stacks.frameId(node)) || left-- > 0) {
      node = stacks.parent(node);
    }
    return node;
  }

  /** Node of the frame of the chain's deepest method in one of the chain's stacks. */
  int deepestNode(OwnChain chain, int i) {
    return deepestNode(chain.stack(i), chain.callbacks());
  }

  /** Node of the frame that stands for a method of the chain in one of the chain's stacks. */
  int node(OwnChain chain, int index, int i) {
    int deepest = deepestNode(chain, i);
    if (index == chain.length() - 1) {
      return deepest;
    }
    int outermost = deepest;
    for (int node = deepest; node != StackTable.ROOT; node = stacks.parent(node)) {
      int frame = stacks.frameId(node);
      if (code.isOwn(frame) && ownMethod(frame) == chain.method(index)) {
        outermost = node;
      }
    }
    return outermost;
  }

  List<OwnChain> chains(boolean throughLibrary) {
    return chains.stream().filter(chain -> chain.throughLibrary() == throughLibrary).toList();
  }

  Method method(int number) {
    return methods.get(number);
  }

  int methodCount() {
    return methods.size();
  }

  StackTable stacks() {
    return stacks;
  }

  /** Weight of all samples that the filter let through, those without own code too. */
  public double totalWeight() {
    return totalWeight;
  }

  public long samples() {
    return samples;
  }

  /** Kish's effective number of samples. */
  public double effectiveSamples() {
    return squares > 0 ? totalWeight * totalWeight / squares : 0;
  }
}
