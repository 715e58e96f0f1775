package io.sonde.analyzer.report.html;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntIntHashMap;
import com.carrotsearch.hppc.LongArrayList;
import com.carrotsearch.hppc.procedures.IntProcedure;
import com.carrotsearch.hppc.procedures.LongProcedure;
import io.sonde.analyzer.aggregate.SampleOwners;
import io.sonde.analyzer.aggregate.Timeline;
import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.FrameKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.profile.CallTree;
import io.sonde.analyzer.profile.CallTree.SampleFilter;
import io.sonde.analyzer.unit.PrintableText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A call tree packed for the page: a table of names, a table of frames, and the nodes in preorder
 * as columns, the heaviest child first. Trees above {@link #MAX_NODES} lose their smallest nodes:
 * each parent keeps their weight in one node, and the description states their share.
 *
 * @param packed compressed columns in base64
 * @param packedTimes likewise, when the samples were taken, and whose they are; empty where that is
 *     not told
 * @param description kind, unit, weight, samples, nodes, and what was folded
 * @param frames display names of all frames that the packed tree holds
 */
public record FlameData(
    String packed, String packedTimes, Map<String, Object> description, Set<String> frames) {
  /** Nodes that a browser lays out and searches in well under 50 ms. */
  static final int MAX_NODES = 150_000;

  /** What samples without a stack are called. */
  public static final String UNKNOWN = "unknown";

  public static FlameData of(CallTree tree) {
    return of(tree, MAX_NODES);
  }

  static FlameData of(CallTree tree, int maxNodes) {
    Columns columns = columns(tree, maxNodes);
    return new FlameData(
        columns.pack(), "", description(columns), Set.copyOf(columns.displayNames));
  }

  /**
   * With what the page needs to draw a part of the time, some threads or some requests.
   *
   * @param samples of which the tree was made
   * @param filter that let its samples through
   */
  public static FlameData of(
      CallTree tree,
      SampleTable samples,
      SampleFilter filter,
      SampleOwners owners,
      Timeline timeline) {
    return of(tree, samples, filter, owners, timeline, MAX_NODES);
  }

  static FlameData of(
      CallTree tree,
      SampleTable samples,
      SampleFilter filter,
      SampleOwners owners,
      Timeline timeline,
      int maxNodes) {
    Columns columns = columns(tree, maxNodes);
    int[] rows = columns.rows();
    SampleOwners.Samples owned = owners.of(samples);
    FlameTimes times =
        new FlameTimes(
            samples,
            filter,
            owned,
            stack -> rows[tree.nodeOfStack(stack)],
            timeline.fromNanos(),
            timeline.fromNanos() + timeline.steps() * timeline.stepNanos(),
            FlameTimes.MAX_ENTRIES);
    Map<String, Object> description = description(columns);
    description.put("partSeconds", times.partNanos() / 1e9);
    description.put("owners", times.owners());
    description.put("threads", owned.threads().stream().map(PrintableText::shortened).toList());
    description.put("requests", owned.timed());
    return new FlameData(
        columns.pack(), times.pack(), description, Set.copyOf(columns.displayNames));
  }

  private static Columns columns(CallTree tree, int maxNodes) {
    Columns columns = new Columns(tree, smallestKept(tree, maxNodes));
    columns.addAll();
    return columns;
  }

  private static Map<String, Object> description(Columns columns) {
    CallTree tree = columns.tree;
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("kind", tree.kind().id());
    description.put("unit", tree.unit().id());
    description.put("total", tree.totalWeight());
    description.put("samples", tree.sampleCount());
    description.put("nodes", columns.size);
    description.put("foldedBelow", share(columns.limit <= 1 ? 0 : columns.limit, tree));
    description.put("foldedShare", share(columns.foldedWeight, tree));
    return description;
  }

  private static double share(long weight, CallTree tree) {
    return tree.totalWeight() == 0 ? 0 : weight / (double) tree.totalWeight();
  }

  /** The least weight that a node needs to be kept, so that at most {@code maxNodes} are. */
  private static long smallestKept(CallTree tree, int maxNodes) {
    int nodes = tree.size() - 1;
    if (nodes <= maxNodes) {
      return 0;
    }
    long[] totals = new long[nodes];
    Arrays.setAll(totals, i -> tree.total(i + 1));
    Arrays.sort(totals);
    return totals[nodes - 1 - maxNodes] + 1;
  }

  /** The columns while they grow. */
  private static final class Columns {
    private static final String FOLDED_NAME = "(many small calls)";
    private static final int KINDS = FrameKind.values().length;

    private final CallTree tree;
    private final long limit;

    /** Stands, behind the tree's nodes, for the samples without a stack. */
    private final int noStack;

    private final Map<String, Integer> names = new LinkedHashMap<>();
    private final Set<String> displayNames = new HashSet<>();
    private final List<long[]> frames = new ArrayList<>();

    /** Frame by method and kind. */
    private final IntIntHashMap frameIndex = new IntIntHashMap();

    private final IntArrayList open = new IntArrayList();
    private final IntArrayList depths = new IntArrayList();
    private final IntArrayList frame = new IntArrayList();
    private final IntArrayList levelsUp = new IntArrayList();
    private final LongArrayList self = new LongArrayList();
    private final LongArrayList samples = new LongArrayList();
    private final IntArrayList lines = new IntArrayList();

    /** Row by node of the tree, and behind them of the samples without a stack; -1 where folded. */
    private final int[] rowOfNode;

    /** Row that holds what is folded, by the node around it. */
    private final IntIntHashMap foldedRow = new IntIntHashMap();

    private int size;
    private int lastDepth = -1;
    private int foldedFrame = -1;
    private long foldedWeight;

    private Columns(CallTree tree, long limit) {
      this.tree = tree;
      this.limit = limit;
      this.noStack = tree.size();
      this.rowOfNode = new int[tree.size() + 1];
      Arrays.fill(rowOfNode, -1);
    }

    /** Row by node of the tree on which samples count that end there. */
    private int[] rows() {
      int[] rows = rowOfNode.clone();
      for (int node = CallTree.ROOT + 1; node < tree.size(); node++) {
        if (rows[node] < 0) {
          int parent = tree.parent(node);
          boolean top = rowOfNode[parent] >= 0;
          rows[node] = top ? foldedRow.get(parent) : rows[parent];
        }
      }
      rows[CallTree.ROOT] = Math.max(0, rowOfNode[noStack]);
      return rows;
    }

    private void addAll() {
      boolean stackless = tree.selfSamples(CallTree.ROOT) > 0;
      rowOfNode[CallTree.ROOT] = 0;
      row(frame("", "", FrameKind.UNKNOWN, FrameOrigin.NATIVE), 0, 0, 0);
      openChildren(CallTree.ROOT, 1, stackless);
      while (!open.isEmpty()) {
        int node = open.removeLast();
        int depth = depths.removeLast();
        if (node < 0) {
          foldedRow.put(~node, size);
          addFolded(~node, depth);
          continue;
        }
        rowOfNode[node] = size;
        if (node == noStack) {
          int unknown = frame("", UNKNOWN, FrameKind.UNKNOWN, FrameOrigin.NO_STACK);
          row(unknown, depth, tree.self(CallTree.ROOT), tree.selfSamples(CallTree.ROOT));
        } else {
          row(frame(node), depth, tree.self(node), tree.selfSamples(node));
          lines.set(size - 1, tree.line(node));
          openChildren(node, depth + 1, false);
        }
      }
    }

    /** The lightest first, so that the heaviest is taken first; what is folded is taken last. */
    private void openChildren(int node, int depth, boolean stackless) {
      List<Integer> kept = new ArrayList<>();
      boolean folds = false;
      for (int child = tree.firstChild(node);
          child != CallTree.NONE;
          child = tree.nextSibling(child)) {
        if (tree.total(child) >= limit) {
          kept.add(child);
        } else {
          folds = true;
        }
      }
      if (stackless) {
        kept.add(noStack);
      }
      if (folds) {
        open(~node, depth);
      }
      if (kept.size() > 1) {
        kept.sort(
            Comparator.comparingLong(this::weight)
                .thenComparing(this::displayName, Comparator.reverseOrder()));
      }
      kept.forEach(each -> open(each, depth));
    }

    private void open(int node, int depth) {
      open.add(node);
      depths.add(depth);
    }

    private void addFolded(int parent, int depth) {
      long weight = 0;
      long count = 0;
      for (int child = tree.firstChild(parent);
          child != CallTree.NONE;
          child = tree.nextSibling(child)) {
        if (tree.total(child) < limit) {
          weight += tree.total(child);
          count += tree.samples(child);
        }
      }
      if (foldedFrame < 0) {
        foldedFrame = frame("", FOLDED_NAME, FrameKind.UNKNOWN, FrameOrigin.FOLDED);
      }
      foldedWeight += weight;
      row(foldedFrame, depth, weight, count);
    }

    private long weight(int node) {
      return node == noStack ? tree.self(CallTree.ROOT) : tree.total(node);
    }

    private String displayName(int node) {
      return node == noStack ? UNKNOWN : tree.frame(node).displayName();
    }

    private void row(int frameOfRow, int depth, long selfWeight, long ownSamples) {
      frame.add(frameOfRow);
      levelsUp.add(lastDepth + 1 - depth);
      self.add(selfWeight);
      samples.add(ownSamples);
      lines.add(0);
      lastDepth = depth;
      size++;
    }

    private int frame(int node) {
      FrameKind kind = tree.kind(node);
      int key = tree.methodId(node) * KINDS + kind.ordinal();
      int at = frameIndex.indexOf(key);
      if (frameIndex.indexExists(at)) {
        return frameIndex.indexGet(at);
      }
      Frame any = tree.frame(node);
      Frame ofKind = new Frame(any.className(), any.methodName(), 0, kind);
      int index = frame(any.className(), any.methodName(), kind, FrameOrigin.of(ofKind));
      frameIndex.put(key, index);
      return index;
    }

    private int frame(String className, String methodName, FrameKind kind, FrameOrigin origin) {
      displayNames.add(new Frame(className, methodName, 0, kind).displayName());
      frames.add(new long[] {name(className), name(methodName), kind.ordinal(), origin.ordinal()});
      return frames.size() - 1;
    }

    private int name(String text) {
      return names.computeIfAbsent(PrintableText.of(text), added -> names.size());
    }

    private String pack() {
      VarintColumns out = new VarintColumns();
      out.number(names.size());
      names.keySet().forEach(out::text);
      out.number(frames.size());
      for (int column = 0; column < 4; column++) {
        for (long[] row : frames) {
          out.number(row[column]);
        }
      }
      out.number(size);
      frame.forEach((IntProcedure) out::number);
      levelsUp.forEach((IntProcedure) out::number);
      self.forEach((LongProcedure) out::number);
      samples.forEach((LongProcedure) out::number);
      lines.forEach((IntProcedure) out::number);
      return out.packed();
    }
  }
}
