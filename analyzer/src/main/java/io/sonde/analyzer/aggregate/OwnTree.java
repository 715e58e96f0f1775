package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.EdgeTree;
import io.sonde.analyzer.model.StackTable;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** All stacks of a recording with nothing but their own frames, merged into one tree of methods. */
final class OwnTree {
  /** Where stacks without an own frame are. */
  static final int ROOT = EdgeTree.ROOT;

  /** Nodes with the number of their method. */
  private final EdgeTree tree = new EdgeTree();

  /** Node by stack. */
  private final int[] nodes;

  /**
   * @param ownMethod number of the own method of a frame, negative for a frame that is none
   */
  OwnTree(StackTable stacks, IntUnaryOperator ownMethod) {
    nodes = new int[stacks.size()];
    for (int stack = StackTable.ROOT + 1; stack < nodes.length; stack++) {
      int caller = nodes[stacks.parent(stack)];
      int method = ownMethod.applyAsInt(stacks.frameId(stack));
      nodes[stack] = method < 0 ? caller : tree.child(caller, method);
    }
    tree.complete();
  }

  int size() {
    return tree.size();
  }

  int node(int stack) {
    return nodes[stack];
  }

  /** How many methods from the top on are of a kind; never all. */
  int top(int node, IntPredicate kind) {
    int count = 0;
    for (int at = node;
        tree.parent(at) != ROOT && kind.test(tree.label(at));
        at = tree.parent(at)) {
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
      last = tree.parent(last);
    }
    int deepest = tree.label(last);
    int length = 0;
    for (int at = last; at != ROOT; at = tree.parent(at)) {
      length++;
    }
    int[] rootFirst = new int[length];
    for (int at = last; at != ROOT; at = tree.parent(at)) {
      rootFirst[--length] = tree.label(at);
    }
    int[] callers = Arrays.stream(rootFirst).filter(each -> each != deepest).distinct().toArray();
    int[] result = Arrays.copyOf(callers, callers.length + 1);
    result[callers.length] = deepest;
    return result;
  }
}
