package io.sonde.analyzer.recording.decode;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks the stack traces of a chunk's pool once, without an object for any of them. */
final class StackTraces {
  private final @Nullable Leaf truncated;
  private final Leaf frames;
  private final List<Leaf> leaves;
  private final Leaf[] frameLeaves;
  private final Role[] roles;
  private long[] methods = new long[256];
  private int[] lines = new int[256];
  private long[] kinds = new long[256];

  private StackTraces(Layout layout, Leaf frames, Layout frame, Leaf method) {
    this.leaves = layout.leaves();
    this.truncated = layout.leaf("truncated", Leaf.Kind.NUMBER);
    this.frames = frames;
    this.frameLeaves = frame.leaves().toArray(Leaf[]::new);
    this.roles = new Role[frameLeaves.length];
    Arrays.fill(roles, Role.OTHER);
    roles[method.index()] = Role.METHOD;
    Leaf line = frame.leaf("lineNumber", Leaf.Kind.NUMBER);
    if (line != null) {
      roles[line.index()] = Role.LINE;
    }
    Leaf kind = frame.leaf("type", Leaf.Kind.KEY);
    if (kind != null) {
      roles[kind.index()] = Role.KIND;
    }
  }

  /** What a field of a frame is to us. */
  private enum Role {
    METHOD,
    LINE,
    KIND,
    OTHER
  }

  /**
   * Calls the visitor for each stack trace.
   *
   * @throws DamagedChunkException when the bytes make no sense; those before were visited
   */
  static void visit(Cursor in, Pools pools, Layout layout, StackVisitor visitor)
      throws IOException {
    Leaf frames = layout.leaf("frames", Leaf.Kind.LIST);
    Layout frame = frames == null ? null : frames.element();
    Leaf method = frame == null ? null : frame.leaf("method", Leaf.Kind.KEY);
    if (frames == null || frame == null || method == null) {
      throw new DamagedChunkException("stack traces have no frames");
    }
    StackTraces traces = new StackTraces(layout, frames, frame, method);
    for (Pools.Segment segment : pools.stackTraces()) {
      in.seek(segment.position());
      for (int left = segment.count(); left > 0; left--) {
        traces.read(in, segment.end(), visitor);
      }
    }
  }

  private void read(Cursor in, long end, StackVisitor visitor) throws IOException {
    Pools.within(in, end);
    long key = in.readLong();
    boolean cut = false;
    int count = 0;
    for (Leaf leaf : leaves) {
      if (leaf == truncated) {
        cut = leaf.readNumber(in) != 0;
      } else if (leaf == frames) {
        count = readFrames(in, end);
      } else {
        Layout.skip(leaf, in);
      }
    }
    visitor.stackTrace(key, cut, count, methods, lines, kinds);
  }

  private int readFrames(Cursor in, long end) throws IOException {
    int count = in.readCount();
    for (int i = 0; i < count; i++) {
      if (i == methods.length) {
        Pools.within(in, end);
        methods = Arrays.copyOf(methods, 2 * i);
        lines = Arrays.copyOf(lines, 2 * i);
        kinds = Arrays.copyOf(kinds, 2 * i);
      }
      for (int field = 0; field < roles.length; field++) {
        switch (roles[field]) {
          case METHOD -> methods[i] = in.readLong();
          case LINE -> lines[i] = (int) frameLeaves[field].readNumber(in);
          case KIND -> kinds[i] = in.readLong();
          case OTHER -> Layout.skip(frameLeaves[field], in);
        }
      }
    }
    return count;
  }
}
