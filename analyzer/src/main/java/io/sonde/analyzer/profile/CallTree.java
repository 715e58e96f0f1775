package io.sonde.analyzer.profile;

import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.FrameKind;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.StackTable;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Samples of one kind merged by stack trace, root first. Frames merge by class and method; neither
 * lines nor how the code ran tell calls apart here. The weights of all nodes' {@code self} sum to
 * the weight of the samples that the filter let through.
 */
public final class CallTree {
  private final SampleKind kind;
  private final Node root;
  private final long sampleCount;

  private CallTree(SampleKind kind, Node root, long sampleCount) {
    this.kind = kind;
    this.root = root;
    this.sampleCount = sampleCount;
  }

  /** Which samples a tree holds: asked with the table and an index. */
  @FunctionalInterface
  public interface SampleFilter {
    SampleFilter ALL = (table, index) -> true;

    boolean accepts(SampleTable table, int index);
  }

  /**
   * Folds samples.
   *
   * @param reversed true puts the top frames at the root, to see who calls a method
   */
  public static CallTree of(
      Recording recording, SampleTable samples, SampleFilter filter, boolean reversed) {
    Map<Integer, long[]> weightByStack = new LinkedHashMap<>();
    long count = 0;
    for (int i = 0; i < samples.size(); i++) {
      if (filter.accepts(samples, i)) {
        long[] cell = weightByStack.computeIfAbsent(samples.stack(i), stack -> new long[2]);
        cell[0] += samples.weight(i);
        cell[1]++;
        count++;
      }
    }
    Node root = new Node("", "", FrameKind.UNKNOWN);
    StackTable stacks = recording.stacks();
    Deque<Integer> path = new ArrayDeque<>();
    weightByStack.forEach(
        (stack, cell) -> {
          path.clear();
          for (int node = stack; node != StackTable.ROOT; node = stacks.parent(node)) {
            if (reversed) {
              path.addLast(node);
            } else {
              path.addFirst(node);
            }
          }
          Node node = root;
          node.total += cell[0];
          node.samples += cell[1];
          for (int each : path) {
            node = node.child(stacks.frame(each), cell[1]);
            node.total += cell[0];
            node.samples += cell[1];
          }
          node.self += cell[0];
        });
    return new CallTree(samples.kind(), root, count);
  }

  public SampleKind kind() {
    return kind;
  }

  public Unit unit() {
    return kind.unit();
  }

  /** The node above all root frames: no name, the whole weight. */
  public Node root() {
    return root;
  }

  public long totalWeight() {
    return root.total;
  }

  public long sampleCount() {
    return sampleCount;
  }

  /** Collapsed stacks, root first: {@code a;b;c} to weight; ';' in names becomes ':'. */
  public Map<String, Long> collapsed() {
    Map<String, Long> result = new LinkedHashMap<>();
    List<String> path = new ArrayList<>();
    collapse(root, path, result);
    return result;
  }

  private static void collapse(Node node, List<String> path, Map<String, Long> result) {
    if (node.self > 0) {
      result.merge(String.join(";", path), node.self, Long::sum);
    }
    for (Node child : node.children()) {
      path.add(child.displayName().replace(';', ':').replace('\n', ' '));
      collapse(child, path, result);
      path.remove(path.size() - 1);
    }
  }

  /** One call in its context. */
  public static final class Node {
    private final String className;
    private final String methodName;
    private final Map<Key, Node> children = new HashMap<>();
    private FrameKind kind;
    private long @Nullable [] samplesByKind;
    private long self;
    private long total;
    private long samples;

    private Node(String className, String methodName, FrameKind kind) {
      this.className = className;
      this.methodName = methodName;
      this.kind = kind;
    }

    private Node child(Frame frame, long count) {
      Node child =
          children.computeIfAbsent(
              new Key(frame.className(), frame.methodName(), frame.kind().isJava()),
              key -> new Node(key.className, key.methodName, frame.kind()));
      child.countKind(frame.kind(), count);
      return child;
    }

    private void countKind(FrameKind seen, long count) {
      if (samplesByKind == null) {
        if (seen == kind) {
          return;
        }
        samplesByKind = new long[FrameKind.values().length];
        samplesByKind[kind.ordinal()] = samples;
      }
      samplesByKind[seen.ordinal()] += count;
      if (samplesByKind[seen.ordinal()] > samplesByKind[kind.ordinal()]) {
        kind = seen;
      }
    }

    public String className() {
      return className;
    }

    public String methodName() {
      return methodName;
    }

    /** How the code ran in most samples. */
    public FrameKind kind() {
      return kind;
    }

    public String displayName() {
      return className.isEmpty() ? methodName : className + "." + methodName;
    }

    public Collection<Node> children() {
      return children.values();
    }

    /** Weight where this frame is on top. */
    public long self() {
      return self;
    }

    /** Weight of this call and all that it called. */
    public long total() {
      return total;
    }

    /** Samples in this call and all that it called. */
    public long samples() {
      return samples;
    }

    private record Key(String className, String methodName, boolean java) {}
  }
}
