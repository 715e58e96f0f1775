package io.sonde.analyzer.report.html;

import io.sonde.analyzer.model.FrameKind;
import io.sonde.analyzer.profile.CallTree;
import io.sonde.analyzer.unit.PrintableText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A call tree packed for the page: a table of names, a table of frames, and the nodes in preorder
 * as columns, the heaviest child first. Trees above {@link #MAX_NODES} lose their smallest nodes:
 * each parent keeps their weight in one node, and the description states their share.
 *
 * @param packed compressed columns in base64
 * @param description kind, unit, weight, samples, nodes, and what was folded
 * @param frames display names of all frames that the packed tree holds
 */
public record FlameData(String packed, Map<String, Object> description, Set<String> frames) {
  /** Nodes that a browser lays out and searches in well under 50 ms. */
  static final int MAX_NODES = 150_000;

  /** What samples without a stack are called. */
  public static final String UNKNOWN = "unknown";

  public static FlameData of(CallTree tree) {
    return of(tree, MAX_NODES);
  }

  static FlameData of(CallTree tree, int maxNodes) {
    long limit = smallestKept(tree.root(), maxNodes);
    Columns columns = new Columns();
    Deque<Visit> open = new ArrayDeque<>();
    open.push(Visit.of(tree.root(), 0));
    while (!open.isEmpty()) {
      Visit visit = open.pop();
      if (visit.node == null) {
        columns.add(visit);
        continue;
      }
      long ownSamples = ownSamples(visit.node);
      List<Visit> kept = new ArrayList<>();
      if (visit.depth == 0 && ownSamples > 0) {
        kept.add(new Visit(null, Columns.NO_STACK, 1, visit.node.self(), ownSamples));
        columns.add(visit.node, 0, 0, 0);
      } else {
        columns.add(visit.node, visit.depth, visit.node.self(), ownSamples);
      }
      long foldedWeight = 0;
      long foldedSamples = 0;
      for (CallTree.Node child : visit.node.children()) {
        if (child.total() >= limit) {
          kept.add(Visit.of(child, visit.depth + 1));
        } else {
          foldedWeight += child.total();
          foldedSamples += child.samples();
        }
      }
      if (foldedSamples > 0) {
        open.push(new Visit(null, Columns.FOLDED, visit.depth + 1, foldedWeight, foldedSamples));
      }
      kept.sort(
          Comparator.comparingLong(Visit::weight)
              .thenComparing(child -> child.key.displayName(), Comparator.reverseOrder()));
      kept.forEach(open::push);
    }
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("kind", tree.kind().id());
    description.put("unit", tree.unit().id());
    description.put("total", tree.totalWeight());
    description.put("samples", tree.sampleCount());
    description.put("nodes", columns.size());
    description.put("foldedBelow", limit <= 1 ? 0 : limit / (double) tree.totalWeight());
    description.put(
        "foldedShare", tree.totalWeight() == 0 ? 0 : columns.folded / (double) tree.totalWeight());
    return new FlameData(columns.pack(), description, columns.displayNames());
  }

  /** The least weight that a node needs to be kept, so that at most {@code maxNodes} are. */
  private static long smallestKept(CallTree.Node root, int maxNodes) {
    List<Long> totals = new ArrayList<>();
    Deque<CallTree.Node> open = new ArrayDeque<>(root.children());
    while (!open.isEmpty()) {
      CallTree.Node node = open.pop();
      totals.add(node.total());
      open.addAll(node.children());
    }
    if (totals.size() <= maxNodes) {
      return 0;
    }
    totals.sort(Comparator.reverseOrder());
    return totals.get(maxNodes) + 1;
  }

  private static long ownSamples(CallTree.Node node) {
    long own = node.samples();
    for (CallTree.Node child : node.children()) {
      own -= child.samples();
    }
    return own;
  }

  /** A node to write, or (null) a leaf that stands for samples without a node of their own. */
  private record Visit(
      CallTree.@Nullable Node node, FrameKey key, int depth, long weight, long samples) {
    static Visit of(CallTree.Node node, int depth) {
      return new Visit(node, FrameKey.of(node), depth, node.total(), node.samples());
    }
  }

  private record FrameKey(String className, String methodName, FrameKind kind) {
    static FrameKey of(CallTree.Node node) {
      return new FrameKey(node.className(), node.methodName(), node.kind());
    }

    String displayName() {
      return className.isEmpty() ? methodName : className + "." + methodName;
    }
  }

  /** The columns while they grow. */
  private static final class Columns {
    private static final FrameKey FOLDED =
        new FrameKey("", "(many small calls)", FrameKind.UNKNOWN);
    private static final FrameKey NO_STACK = new FrameKey("", UNKNOWN, FrameKind.UNKNOWN);
    private final Map<String, Integer> names = new LinkedHashMap<>();
    private final Map<FrameKey, Integer> frames = new LinkedHashMap<>();
    private final Map<FrameKey, FrameOrigin> origins = new HashMap<>();
    private final List<long[]> nodes = new ArrayList<>();
    private int lastDepth = -1;
    private long folded;

    int size() {
      return nodes.size();
    }

    Set<String> displayNames() {
      return frames.keySet().stream()
          .map(FrameKey::displayName)
          .collect(Collectors.toUnmodifiableSet());
    }

    void add(CallTree.Node node, int depth, long self, long samples) {
      FrameKey key = FrameKey.of(node);
      origins.computeIfAbsent(key, added -> FrameOrigin.of(node));
      row(key, depth, self, samples);
    }

    void add(Visit leaf) {
      boolean isFolded = leaf.key.equals(FOLDED);
      origins.putIfAbsent(leaf.key, isFolded ? FrameOrigin.FOLDED : FrameOrigin.NO_STACK);
      folded += isFolded ? leaf.weight : 0;
      row(leaf.key, leaf.depth, leaf.weight, leaf.samples);
    }

    private void row(FrameKey key, int depth, long self, long samples) {
      int frame = frames.computeIfAbsent(key, added -> frames.size());
      nodes.add(new long[] {frame, lastDepth + 1 - depth, self, samples});
      lastDepth = depth;
    }

    private int name(String text) {
      return names.computeIfAbsent(PrintableText.of(text), added -> names.size());
    }

    String pack() {
      List<long[]> frameRows = new ArrayList<>();
      frames.forEach(
          (key, index) ->
              frameRows.add(
                  new long[] {
                    name(key.className),
                    name(key.methodName),
                    key.kind.ordinal(),
                    origins.get(key).ordinal()
                  }));
      VarintColumns out = new VarintColumns();
      out.number(names.size());
      names.keySet().forEach(out::text);
      columns(out, frameRows);
      columns(out, nodes);
      return out.packed();
    }

    private static void columns(VarintColumns out, List<long[]> rows) {
      out.number(rows.size());
      for (int column = 0; column < 4; column++) {
        for (long[] row : rows) {
          out.number(row[column]);
        }
      }
    }
  }
}
