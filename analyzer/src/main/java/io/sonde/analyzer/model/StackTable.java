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
  public static final int ROOT = EdgeTree.ROOT;

  private final EdgeTree nodes;
  private final BitSet truncated;
  private final List<Frame> frameTable;
  private final FrameKind[] kinds;
  private final int[] methodIds;
  private final int[] frameOfMethod;
  private final BitSet copiedMethods = new BitSet();

  private StackTable(Builder builder) {
    this.nodes = builder.nodes;
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
    builder.copied.stream().forEach(frame -> copiedMethods.set(methodIds[frame]));
  }

  /** What frames of one method share, whatever their line and however they ran. */
  private record MethodKey(String className, String methodName, boolean java) {
    private static MethodKey of(Frame frame) {
      return new MethodKey(frame.className(), frame.methodName(), frame.kind().isJava());
    }
  }

  /** Number of nodes, the empty stack included. */
  public int size() {
    return nodes.size();
  }

  /** The caller's node, which is the smaller number; {@link #ROOT} for a root frame. */
  public int parent(int stack) {
    return nodes.parent(stack);
  }

  /** Index of the node's frame in the frame table; undefined for {@link #ROOT}. */
  public int frameId(int stack) {
    return nodes.label(stack);
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

  /** Whether many loaders have each defined the method's class for themselves. */
  public boolean isCopied(int methodId) {
    return copiedMethods.get(methodId);
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

  /** Interns frames and stacks. Not thread-safe. */
  public static final class Builder {
    private final EdgeTree nodes = new EdgeTree();
    private final BitSet truncated = new BitSet();
    private final BitSet copied = new BitSet();
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

    /** Says that there are many methods of the frame's name, each of another loader's class. */
    public void markCopied(int frameId) {
      copied.set(frameId);
    }

    /** The node below {@code parent} with this frame, made on first use. */
    public int child(int parent, int frameId) {
      return nodes.child(parent, frameId);
    }

    /**
     * Adds all stacks of another.
     *
     * @return node by the other's node
     */
    int[] addAll(Builder other) {
      int[] frames = other.frameTable.stream().mapToInt(this::frame).toArray();
      int[] added = new int[other.nodes.size()];
      for (int node = ROOT + 1; node < added.length; node++) {
        added[node] = child(added[other.nodes.parent(node)], frames[other.nodes.label(node)]);
      }
      other.copied.stream().forEach(frame -> markCopied(frames[frame]));
      other.truncated.stream().forEach(stack -> markTruncated(added[stack]));
      return added;
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

    /** Says that no stack will be added any more, which frees what they are found by. */
    public void complete() {
      nodes.complete();
    }

    /** The table, which takes over the nodes: no stack can be added any more. */
    public StackTable build() {
      complete();
      return new StackTable(this);
    }
  }
}
