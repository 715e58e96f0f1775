package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.LongIntHashMap;
import io.sonde.analyzer.model.StackTable;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** All stacks of a recording with nothing but their own frames, merged into one tree of methods. */
final class OwnTree {
  /** Where stacks without an own frame are. */
  static final int ROOT = 0;

  private final LongIntHashMap children = new LongIntHashMap();
  private final int[] nodes;
  private int[] parents = new int[256];
  private int[] methods = new int[256];
  private int size = 1;

  /**
   * @param ownMethod number of the own method of a frame, negative for a frame that is none
   */
  OwnTree(StackTable stacks, IntUnaryOperator ownMethod) {
    nodes = new int[stacks.size()];
    for (int stack = StackTable.ROOT + 1; stack < nodes.length; stack++) {
      int caller = nodes[stacks.parent(stack)];
      int method = ownMethod.applyAsInt(stacks.frameId(stack));
      nodes[stack] = method < 0 ? caller : child(caller, method);
    }
  }

  private int child(int parent, int method) {
    long key = (long) parent << Integer.SIZE | method;
    int at = children.indexOf(key);
    if (children.indexExists(at)) {
      return children.indexGet(at);
    }
    if (size == parents.length) {
      parents = Arrays.copyOf(parents, 2 * size);
      methods = Arrays.copyOf(methods, 2 * size);
    }
    children.indexInsert(at, key, size);
    parents[size] = parent;
    methods[size] = method;
    return size++;
  }

  int size() {
    return size;
  }

  int node(int stack) {
    return nodes[stack];
  }

  /** How many methods from the top on are of a kind; never all. */
  int top(int node, IntPredicate kind) {
    int count = 0;
    for (int at = node; parents[at] != ROOT && kind.test(methods[at]); at = parents[at]) {
      count++;
    }
    return count;
  }

  /**
   * Methods down to a node, root first. Recursion counts where it is outermost, but the deepest
   * method stays last.
   *
   * @param leftOut methods at the top that do not belong to it
   */
  int[] chain(int node, int leftOut) {
    int last = node;
    for (int left = leftOut; left > 0; left--) {
      last = parents[last];
    }
    int deepest = methods[last];
    int length = 0;
    for (int at = last; at != ROOT; at = parents[at]) {
      length++;
    }
    int[] rootFirst = new int[length];
    for (int at = last; at != ROOT; at = parents[at]) {
      rootFirst[--length] = methods[at];
    }
    int[] callers = Arrays.stream(rootFirst).filter(each -> each != deepest).distinct().toArray();
    int[] result = Arrays.copyOf(callers, callers.length + 1);
    result[callers.length] = deepest;
    return result;
  }
}
