package io.sonde.analyzer.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All stack traces of a recording, merged into one tree of (parent, frame) nodes, so that a stack
 * trace is one int: the node of its top frame. Node {@link #ROOT} is the empty stack. Stacks with
 * the same frames are the same node, whatever chunk or file they came from.
 */
public final class StackTable {
  /** The empty stack trace: no frame, its own parent. */
  public static final int ROOT = 0;

  private final long[] edges;
  private final BitSet truncated;
  private final List<Frame> frameTable;
  private final FrameKind[] kinds;
  private final int[] methodIds;
  private final int[] frameOfMethod;

  private StackTable(Builder builder) {
    this.edges = Arrays.copyOf(builder.edges, builder.size);
    this.truncated = (BitSet) builder.truncated.clone();
    this.frameTable = List.copyOf(builder.frameTable);
    this.kinds = frameTable.stream().map(Frame::kind).toArray(FrameKind[]::new);
    this.methodIds = new int[frameTable.size()];
    int[] firstFrames = new int[frameTable.size()];
    Map<MethodKey, Integer> known = new HashMap<>();
    for (int i = 0; i < methodIds.length; i++) {
      int next = known.size();
      methodIds[i] = known.computeIfAbsent(MethodKey.of(frameTable.get(i)), added -> next);
      if (methodIds[i] == next) {
        firstFrames[next] = i;
      }
    }
    this.frameOfMethod = Arrays.copyOf(firstFrames, known.size());
  }

  /** What frames of one method share, whatever their line and however they ran. */
  private record MethodKey(String className, String methodName, boolean java) {
    private static MethodKey of(Frame frame) {
      return new MethodKey(frame.className(), frame.methodName(), frame.kind().isJava());
    }
  }

  /** Number of nodes, the empty stack included. */
  public int size() {
    return edges.length;
  }

  /** The caller's node, which is the smaller number; {@link #ROOT} for a root frame. */
  public int parent(int stack) {
    return (int) (edges[stack] >>> Integer.SIZE);
  }

  /** Index of the node's frame in the frame table; undefined for {@link #ROOT}. */
  public int frameId(int stack) {
    return (int) edges[stack];
  }

  /** The top frame of a stack; not to be asked of {@link #ROOT}. */
  public Frame frame(int stack) {
    return frameTable.get(frameId(stack));
  }

  public Frame frameById(int frameId) {
    return frameTable.get(frameId);
  }

  /** The frame's kind, without a look at the frame: asked for each of millions of nodes. */
  public FrameKind kind(int frameId) {
    return kinds[frameId];
  }

  public int frameCount() {
    return frameTable.size();
  }

  /**
   * Number of a frame's method, from 0 to {@link #methodCount}: frames with the same class and
   * method have the same, whatever their lines and however they ran.
   */
  public int methodId(int frameId) {
    return methodIds[frameId];
  }

  public int methodCount() {
    return frameOfMethod.length;
  }

  /** One of the method's frames, for its class and name. */
  public Frame frameOfMethod(int methodId) {
    return frameTable.get(frameOfMethod[methodId]);
  }

  /** True when the recorder cut off frames at the root end of this stack. */
  public boolean truncated(int stack) {
    return truncated.get(stack);
  }

  /** Frames of a stack, top frame first. */
  public List<Frame> framesOf(int stack) {
    List<Frame> result = new ArrayList<>();
    for (int node = stack; node != ROOT; node = parent(node)) {
      result.add(frame(node));
    }
    return result;
  }

  /** Parent in the upper half, frame in the lower: what tells a node from all others. */
  private static long edge(int parent, int frameId) {
    return (long) parent << Integer.SIZE | frameId;
  }

  /** Interns frames and stacks. Not thread-safe. */
  public static final class Builder {
    /** 2^64 over the golden ratio: neighbouring edges fall far apart. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private static final int FIRST_BITS = 11;
    private static final int[] NONE = {};

    private long[] edges = new long[1 << FIRST_BITS - 1];
    private int size = 1;

    /**
     * Nodes by the hash of their edge, {@link #ROOT} where there is none; at least half are free.
     * Looking up a node in a tree of millions is a miss of the processor's caches or two, so the
     * table holds nothing but numbers of nodes.
     */
    private int[] slots = new int[1 << FIRST_BITS];

    private int shift = Long.SIZE - FIRST_BITS;
    private final BitSet truncated = new BitSet();
    private final List<Frame> frameTable = new ArrayList<>();
    private final Map<Frame, Integer> frameIds = new HashMap<>();

    public int frame(Frame frame) {
      return frameIds.computeIfAbsent(
          frame,
          added -> {
            frameTable.add(added);
            return frameTable.size() - 1;
          });
    }

    /** The node below {@code parent} with this frame, made on first use. */
    public int child(int parent, int frameId) {
      long edge = edge(parent, frameId);
      // A stack that came new was numbered in a row: each call right behind its caller.
      int behind = parent + 1;
      if (behind < size && edges[behind] == edge) {
        return behind;
      }
      int slot = slot(edge);
      for (int node = slots[slot]; node != ROOT; node = slots[slot]) {
        if (edges[node] == edge) {
          return node;
        }
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = size;
      if (size == edges.length) {
        edges = Arrays.copyOf(edges, size + (size >> 1));
      }
      edges[size] = edge;
      int added = size++;
      if (size > slots.length / 2) {
        spread();
      }
      return added;
    }

    private int slot(long edge) {
      return (int) (edge * SPREAD >>> shift);
    }

    /** Makes the slots twice as many, letting the old ones go first. */
    private void spread() {
      int twice = 2 * slots.length;
      slots = NONE;
      slots = new int[twice];
      shift--;
      for (int node = ROOT + 1; node < size; node++) {
        int slot = slot(edges[node]);
        while (slots[slot] != ROOT) {
          slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = node;
      }
    }

    public void markTruncated(int stack) {
      truncated.set(stack);
    }

    /** Interns a whole stack trace given top frame first, as recorders write it. */
    public int stack(List<Frame> topFirst) {
      int node = ROOT;
      for (int i = topFirst.size() - 1; i >= 0; i--) {
        node = child(node, frame(topFirst.get(i)));
      }
      return node;
    }

    public StackTable build() {
      return new StackTable(this);
    }
  }
}
