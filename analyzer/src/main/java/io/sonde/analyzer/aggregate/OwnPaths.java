package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.StackTable;
import io.sonde.analyzer.profile.CallTree.SampleFilter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
  private final CodeMap code;
  private final StackTable stacks;
  private final List<Path> paths = new ArrayList<>();
  private double totalWeight;
  private double squares;
  private long samples;

  private OwnPaths(Recording recording, CodeMap code) {
    this.stacks = recording.stacks();
    this.code = code;
  }

  /**
   * One distinct stack below own code.
   *
   * @param chain own methods, root first; a method that occurs again counts where it occurs first
   * @param nodes stack nodes of the chain's methods, for their lines
   * @param stack the whole stack
   * @param throughLibrary true when library code does the work above the deepest own method
   */
  record Path(
      List<Method> chain,
      List<Integer> nodes,
      int stack,
      boolean throughLibrary,
      double weight,
      long samples) {
    Method deepest() {
      return chain.get(chain.size() - 1);
    }

    int deepestNode() {
      return nodes.get(nodes.size() - 1);
    }
  }

  public static OwnPaths of(
      Recording recording, SampleTable table, SampleFilter filter, CodeMap code) {
    OwnPaths result = new OwnPaths(recording, code);
    Map<Integer, double[]> byStack = new LinkedHashMap<>();
    for (int i = 0; i < table.size(); i++) {
      double weight = table.weight(i);
      if (weight <= 0 || !filter.accepts(table, i)) {
        continue;
      }
      double[] cell = byStack.computeIfAbsent(table.stack(i), stack -> new double[2]);
      cell[0] += weight;
      cell[1]++;
      result.totalWeight += weight;
      result.squares += weight * weight;
      result.samples++;
    }
    Map<Integer, Method> methods = new HashMap<>();
    byStack.forEach((stack, cell) -> result.add(stack, cell[0], (long) cell[1], methods));
    return result;
  }

  private void add(int stack, double weight, long count, Map<Integer, Method> methods) {
    List<Method> chain = new ArrayList<>();
    List<Integer> nodes = new ArrayList<>();
    for (int node = stack; node != StackTable.ROOT; node = stacks.parent(node)) {
      int frame = stacks.frameId(node);
      if (code.isOwn(frame)) {
        chain.add(methods.computeIfAbsent(frame, id -> Method.of(stacks.frameById(id))));
        nodes.add(node);
      }
    }
    while (chain.size() > 1 && chain.get(0).isCallback()) {
      chain.remove(0);
      nodes.remove(0);
    }
    if (chain.isEmpty()) {
      return;
    }
    boolean throughLibrary = throughLibrary(stack, nodes.get(0));
    Collections.reverse(chain);
    Collections.reverse(nodes);
    keepFirstOccurrences(chain, nodes);
    paths.add(new Path(chain, nodes, stack, throughLibrary, weight, count));
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

  /** Recursion: the outermost call stands for all, but the deepest method stays last. */
  private static void keepFirstOccurrences(List<Method> chain, List<Integer> nodes) {
    Method deepest = chain.get(chain.size() - 1);
    Map<Method, Integer> first = new LinkedHashMap<>();
    for (int i = 0; i < chain.size(); i++) {
      first.putIfAbsent(chain.get(i), nodes.get(i));
    }
    int deepestNode = nodes.get(nodes.size() - 1);
    first.remove(deepest);
    chain.clear();
    nodes.clear();
    chain.addAll(first.keySet());
    nodes.addAll(first.values());
    chain.add(deepest);
    nodes.add(deepestNode);
  }

  List<Path> paths(boolean throughLibrary) {
    return paths.stream().filter(path -> path.throughLibrary == throughLibrary).toList();
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
