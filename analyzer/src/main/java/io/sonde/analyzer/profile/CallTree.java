package io.sonde.analyzer.profile;

import com.carrotsearch.hppc.LongIntHashMap;
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
  public static final int ROOT = 0;

  /** What {@link #firstChild} and {@link #nextSibling} say when there is none. */
  public static final int NONE = -1;

  private static final FrameKind[] KINDS = FrameKind.values();

  private final SampleKind kind;
  private final StackTable stacks;
  private final long sampleCount;
  private final int size;
  private final int[] parents;
  private final int[] methods;
  private final byte[] kinds;
  private final long[] self;
  private final long[] total;
  private final long[] samples;
  private final int[] firstChild;
  private final int[] nextSibling;

  private CallTree(SampleKind kind, Nodes nodes, long sampleCount) {
    this.kind = kind;
    this.stacks = nodes.stacks;
    this.sampleCount = sampleCount;
    this.size = nodes.size;
    this.parents = nodes.parents;
    this.methods = nodes.methods;
    this.kinds = nodes.kinds;
    this.self = nodes.self;
    this.total = nodes.total;
    this.samples = nodes.samples;
    this.firstChild = new int[size];
    this.nextSibling = new int[size];
    Arrays.fill(firstChild, NONE);
    Arrays.fill(nextSibling, NONE);
    for (int node = size - 1; node > ROOT; node--) {
      nextSibling[node] = firstChild[parents[node]];
      firstChild[parents[node]] = node;
    }
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
    long[] counts = new long[stacks.size()];
    long count = 0;
    for (int i = 0; i < samples.size(); i++) {
      if (filter.accepts(samples, i)) {
        weights[samples.stack(i)] += samples.weight(i);
        counts[samples.stack(i)]++;
        count++;
      }
    }
    Nodes nodes = new Nodes(stacks);
    if (reversed) {
      nodes.addReversed(weights, counts);
    } else {
      nodes.addUpright(weights, counts);
    }
    return new CallTree(samples.kind(), nodes, count);
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

  public long sampleCount() {
    return sampleCount;
  }

  /** Number of nodes, the root included. */
  public int size() {
    return size;
  }

  public int parent(int node) {
    return parents[node];
  }

  /** The first of a node's children, in no order that means anything, or {@link #NONE}. */
  public int firstChild(int node) {
    return firstChild[node];
  }

  public int nextSibling(int node) {
    return nextSibling[node];
  }

  /** Method of the call, as {@link StackTable#methodId} numbers it; undefined for the root. */
  public int methodId(int node) {
    return methods[node];
  }

  /** A frame with the class and the method of the call; not to be asked of the root. */
  public Frame frame(int node) {
    return stacks.frameOfMethod(methods[node]);
  }

  /** How the code ran in most samples. */
  public FrameKind kind(int node) {
    return KINDS[kinds[node]];
  }

  /** Weight where this frame is on top. */
  public long self(int node) {
    return self[node];
  }

  /** Weight of this call and all that it called. */
  public long total(int node) {
    return total[node];
  }

  /** Samples in this call and all that it called. */
  public long samples(int node) {
    return samples[node];
  }

  /** Collapsed stacks, root first: {@code a;b;c} to weight; ';' in names becomes ':'. */
  public Map<String, Long> collapsed() {
    Map<String, Long> result = new LinkedHashMap<>();
    String[] names = new String[stacks.methodCount()];
    Deque<String> path = new ArrayDeque<>();
    for (int node = 0; node < size; node++) {
      if (self[node] > 0) {
        path.clear();
        for (int at = node; at != ROOT; at = parents[at]) {
          path.addFirst(name(names, at));
        }
        result.merge(String.join(";", path), self[node], Long::sum);
      }
    }
    return result;
  }

  private String name(String[] names, int node) {
    int method = methods[node];
    if (names[method] == null) {
      names[method] = frame(node).displayName().replace(';', ':').replace('\n', ' ');
    }
    return names[method];
  }

  /** The columns while they grow. */
  private static final class Nodes {
    private static final int UNMIXED = 0;

    private final StackTable stacks;
    private final LongIntHashMap children = new LongIntHashMap();
    private int size = 1;
    private int[] parents = new int[1024];
    private int[] methods = new int[1024];
    private byte[] kinds = new byte[1024];
    private long[] self = new long[1024];
    private long[] total = new long[1024];
    private long[] samples = new long[1024];

    /** Where the samples of a node by kind stand, for the few whose code ran in several ways. */
    private int[] mixed = new int[1024];

    private long[] samplesByKind = new long[64 * KINDS.length];
    private int mixedNodes = UNMIXED + 1;

    private Nodes(StackTable stacks) {
      this.stacks = stacks;
      kinds[ROOT] = (byte) FrameKind.UNKNOWN.ordinal();
    }

    /** Sums upwards through the stacks, whose nodes come after their parents, then merges down. */
    private void addUpright(long[] weights, long[] counts) {
      long[] totals = weights.clone();
      for (int stack = totals.length - 1; stack > StackTable.ROOT; stack--) {
        totals[stacks.parent(stack)] += totals[stack];
        counts[stacks.parent(stack)] += counts[stack];
      }
      add(ROOT, totals[ROOT], counts[ROOT]);
      self[ROOT] += weights[ROOT];
      int[] merged = new int[totals.length];
      for (int stack = StackTable.ROOT + 1; stack < merged.length; stack++) {
        if (counts[stack] > 0) {
          int node = child(merged[stacks.parent(stack)], stack, counts[stack]);
          add(node, totals[stack], counts[stack]);
          self[node] += weights[stack];
          merged[stack] = node;
        }
      }
    }

    private void addReversed(long[] weights, long[] counts) {
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
        self[node] += weights[stack];
      }
    }

    private void add(int node, long weight, long count) {
      total[node] += weight;
      samples[node] += count;
    }

    private int child(int parent, int stack, long count) {
      int frameId = stacks.frameId(stack);
      int method = stacks.methodId(frameId);
      byte kind = (byte) stacks.kind(frameId).ordinal();
      long key = (long) parent << Integer.SIZE | method;
      int at = children.indexOf(key);
      if (children.indexExists(at)) {
        int node = children.indexGet(at);
        countKind(node, kind, count);
        return node;
      }
      if (size == parents.length) {
        grow();
      }
      children.indexInsert(at, key, size);
      parents[size] = parent;
      methods[size] = method;
      kinds[size] = kind;
      return size++;
    }

    private void countKind(int node, byte seen, long count) {
      if (mixed[node] == UNMIXED) {
        if (seen == kinds[node]) {
          return;
        }
        mixed[node] = mixedNodes++;
        if (mixedNodes * KINDS.length > samplesByKind.length) {
          samplesByKind = Arrays.copyOf(samplesByKind, 2 * samplesByKind.length);
        }
        samplesByKind[mixed[node] * KINDS.length + kinds[node]] = samples[node];
      }
      int base = mixed[node] * KINDS.length;
      samplesByKind[base + seen] += count;
      if (samplesByKind[base + seen] > samplesByKind[base + kinds[node]]) {
        kinds[node] = seen;
      }
    }

    private void grow() {
      int capacity = size * 2;
      parents = Arrays.copyOf(parents, capacity);
      methods = Arrays.copyOf(methods, capacity);
      kinds = Arrays.copyOf(kinds, capacity);
      self = Arrays.copyOf(self, capacity);
      total = Arrays.copyOf(total, capacity);
      samples = Arrays.copyOf(samples, capacity);
      mixed = Arrays.copyOf(mixed, capacity);
    }
  }
}
