package io.sonde.analyzer.profile;

import com.carrotsearch.hppc.IntIntHashMap;
import io.sonde.analyzer.model.EdgeTree;
import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.FrameKind;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.StackTable;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Samples of one kind merged by stack trace, root first. Frames merge by class and method; neither
 * lines nor how the code ran tell calls apart here. The weights of all nodes' {@code self} sum to
 * the weight of the samples that the filter let through.
 *
 * <p>Nodes are numbers from {@link #ROOT} to {@link #size()}, for a tree may have millions; a node
 * comes after its parent.
 */
public final class CallTree {
  /** The node above all root frames: no method, the whole weight. */
  public static final int ROOT = EdgeTree.ROOT;

  /** What {@link #firstChild} and {@link #nextSibling} say when there is none. */
  public static final int NONE = -1;

  private static final FrameKind[] KINDS = FrameKind.values();

  private final SampleKind kind;
  private final StackTable stacks;
  private final EdgeTree nodes;
  private final byte[] kinds;
  private final int[] lines;
  private final long[] total;
  private final int[] samples;
  private final int[] firstChild;
  private final int[] nextSibling;

  /** Node by stack; empty in a reversed tree, where a stack has no node of its own. */
  private final int[] nodeOfStack;

  private CallTree(SampleKind kind, Columns columns) {
    this.kind = kind;
    this.stacks = columns.stacks;
    this.nodes = columns.nodes;
    this.kinds = columns.kinds;
    this.lines = columns.lines;
    this.total = columns.total;
    this.samples = columns.samples;
    this.nodeOfStack = columns.nodeOfStack;
    nodes.complete();
    this.firstChild = new int[nodes.size()];
    this.nextSibling = new int[nodes.size()];
    Arrays.fill(firstChild, NONE);
    for (int node = nodes.size() - 1; node > ROOT; node--) {
      int parent = nodes.parent(node);
      nextSibling[node] = firstChild[parent];
      firstChild[parent] = node;
    }
    nextSibling[ROOT] = NONE;
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
    StackTable stacks = recording.stacks();
    long[] weights = new long[stacks.size()];
    int[] counts = new int[stacks.size()];
    for (int i = 0; i < samples.size(); i++) {
      if (filter.accepts(samples, i)) {
        weights[samples.stack(i)] += samples.weight(i);
        counts[samples.stack(i)]++;
      }
    }
    Columns columns = new Columns(stacks);
    if (reversed) {
      columns.addReversed(weights, counts);
    } else {
      columns.addUpright(weights, counts);
    }
    return new CallTree(samples.kind(), columns);
  }

  public SampleKind kind() {
    return kind;
  }

  public Unit unit() {
    return kind.unit();
  }

  public long totalWeight() {
    return total[ROOT];
  }

  public int sampleCount() {
    return samples[ROOT];
  }

  /** Number of nodes, the root included. */
  public int size() {
    return nodes.size();
  }

  public int parent(int node) {
    return nodes.parent(node);
  }

  /** The first of a node's children, in no order that means anything, or {@link #NONE}. */
  public int firstChild(int node) {
    return firstChild[node];
  }

  public int nextSibling(int node) {
    return nextSibling[node];
  }

  /**
   * The node on which samples with a stack are on top; the root for those without frames.
   *
   * @param stack node in {@link Recording#stacks()}, of which a sample is in the tree
   * @throws IllegalStateException when the tree is reversed
   */
  public int nodeOfStack(int stack) {
    if (nodeOfStack.length == 0) {
      throw new IllegalStateException("a stack has no single node in a reversed tree");
    }
    return nodeOfStack[stack];
  }

  /** Method of the call, as {@link StackTable#methodId} numbers it; undefined for the root. */
  public int methodId(int node) {
    return nodes.label(node);
  }

  /** A frame with the class and the method of the call; not to be asked of the root. */
  public Frame frame(int node) {
    return stacks.frameOfMethod(methodId(node));
  }

  /** How the code ran in most samples. */
  public FrameKind kind(int node) {
    return KINDS[kinds[node]];
  }

  /**
   * The line of source that most of the weight went through, where one has more than half of it;
   * else any with much of it. 0 where none is known, and in reversed trees.
   */
  public int line(int node) {
    return lines[node];
  }

  /** Weight where this frame is on top. */
  public long self(int node) {
    long self = total[node];
    for (int child = firstChild[node]; child != NONE; child = nextSibling[child]) {
      self -= total[child];
    }
    return self;
  }

  /** Weight of this call and all that it called. */
  public long total(int node) {
    return total[node];
  }

  /** Samples in this call and all that it called. */
  public int samples(int node) {
    return samples[node];
  }

  /** Samples where this frame is on top. */
  public int selfSamples(int node) {
    int self = samples[node];
    for (int child = firstChild[node]; child != NONE; child = nextSibling[child]) {
      self -= samples[child];
    }
    return self;
  }

  /** Collapsed stacks, root first: {@code a;b;c} to weight; ';' in names becomes ':'. */
  public Map<String, Long> collapsed() {
    Map<String, Long> result = new LinkedHashMap<>();
    String[] names = new String[stacks.methodCount()];
    Deque<String> path = new ArrayDeque<>();
    for (int node = 0; node < size(); node++) {
      long self = self(node);
      if (self > 0) {
        path.clear();
        for (int at = node; at != ROOT; at = parent(at)) {
          path.addFirst(name(names, at));
        }
        result.merge(String.join(";", path), self, Long::sum);
      }
    }
    return result;
  }

  private String name(String[] names, int node) {
    int method = methodId(node);
    if (names[method] == null) {
      names[method] = frame(node).displayName().replace(';', ':').replace('\n', ' ');
    }
    return names[method];
  }

  /** The columns while they grow. */
  private static final class Columns {
    private static final int UNMIXED = 0;

    private final StackTable stacks;
    private final EdgeTree nodes = new EdgeTree();
    private byte[] kinds = new byte[1024];

    /** The line ahead, and by how much weight (Boyer and Moore's majority vote, 1981). */
    private int[] lines = new int[1024];

    private long[] ahead = new long[1024];
    private long[] total = new long[1024];
    private int[] samples = new int[1024];

    /** Where the samples of a node by kind stand, for the few whose code ran in several ways. */
    private final IntIntHashMap mixed = new IntIntHashMap();

    private int[] samplesByKind = new int[64 * KINDS.length];

    private int[] nodeOfStack = {};

    private Columns(StackTable stacks) {
      this.stacks = stacks;
      kinds[ROOT] = (byte) FrameKind.UNKNOWN.ordinal();
    }

    /**
     * Sums upwards through the stacks, whose nodes come after their parents, then merges down.
     *
     * @param weights by stack; those of callees are added to them
     * @param counts likewise
     */
    private void addUpright(long[] weights, int[] counts) {
      for (int stack = weights.length - 1; stack > StackTable.ROOT; stack--) {
        weights[stacks.parent(stack)] += weights[stack];
        counts[stacks.parent(stack)] += counts[stack];
      }
      add(ROOT, weights[ROOT], counts[ROOT]);
      int[] merged = new int[weights.length];
      nodeOfStack = merged;
      for (int stack = StackTable.ROOT + 1; stack < merged.length; stack++) {
        if (counts[stack] > 0) {
          int node = child(merged[stacks.parent(stack)], stack, counts[stack]);
          add(node, weights[stack], counts[stack]);
          vote(node, stacks.frame(stack).line(), weights[stack]);
          merged[stack] = node;
        }
      }
    }

    private void addReversed(long[] weights, int[] counts) {
      for (int stack = 0; stack < weights.length; stack++) {
        if (counts[stack] == 0) {
          continue;
        }
        int node = ROOT;
        add(node, weights[stack], counts[stack]);
        for (int each = stack; each != StackTable.ROOT; each = stacks.parent(each)) {
          node = child(node, each, counts[stack]);
          add(node, weights[stack], counts[stack]);
        }
      }
    }

    private void vote(int node, int line, long weight) {
      if (line == lines[node]) {
        ahead[node] += weight;
      } else if (weight > ahead[node]) {
        lines[node] = line;
        ahead[node] = weight - ahead[node];
      } else {
        ahead[node] -= weight;
      }
    }

    private void add(int node, long weight, int count) {
      total[node] += weight;
      samples[node] += count;
    }

    private int child(int parent, int stack, int count) {
      int frameId = stacks.frameId(stack);
      byte kind = (byte) stacks.kind(frameId).ordinal();
      int before = nodes.size();
      int node = nodes.child(parent, stacks.methodId(frameId));
      if (node < before) {
        countKind(node, kind, count);
        return node;
      }
      if (node == total.length) {
        int capacity = node + (node >> 1);
        kinds = Arrays.copyOf(kinds, capacity);
        lines = Arrays.copyOf(lines, capacity);
        ahead = Arrays.copyOf(ahead, capacity);
        total = Arrays.copyOf(total, capacity);
        samples = Arrays.copyOf(samples, capacity);
      }
      kinds[node] = kind;
      return node;
    }

    private void countKind(int node, byte seen, int count) {
      int base = KINDS.length * mixed.getOrDefault(node, UNMIXED);
      if (base == UNMIXED) {
        if (seen == kinds[node]) {
          return;
        }
        mixed.put(node, mixed.size() + 1);
        base = KINDS.length * mixed.size();
        if (base + KINDS.length > samplesByKind.length) {
          samplesByKind = Arrays.copyOf(samplesByKind, 2 * samplesByKind.length);
        }
        samplesByKind[base + kinds[node]] = samples[node];
      }
      samplesByKind[base + seen] += count;
      if (samplesByKind[base + seen] > samplesByKind[base + kinds[node]]) {
        kinds[node] = seen;
      }
    }
  }
}
