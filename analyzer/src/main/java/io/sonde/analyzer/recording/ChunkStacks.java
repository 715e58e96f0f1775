package io.sonde.analyzer.recording;

import com.carrotsearch.hppc.LongIntHashMap;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.StackTable;
import io.sonde.analyzer.recording.decode.DecodedChunk;
import io.sonde.analyzer.recording.decode.StackVisitor;
import io.sonde.analyzer.recording.decode.Struct;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Interns all stack traces of a chunk in one pass over its pool. Alone touches the model's stacks
 * while it runs, so that events can be read beside it.
 */
final class ChunkStacks implements StackVisitor {
  private static final int LINE_BITS = 20;
  private static final int KIND_BITS = 8;

  private final DecodedChunk chunk;
  private final RecordingBuilder builder;

  /** Node and, in the lowest bit, whether it was cut off, by key. */
  private final LongIntHashMap nodes = new LongIntHashMap();

  private final LongIntHashMap methodIndex = new LongIntHashMap();
  private FrameName[] methods = new FrameName[1024];
  private boolean[] probes = new boolean[1024];
  private final MethodCopies copies = new MethodCopies();
  private final BitSet copied = new BitSet();
  private final LongIntHashMap kindIndex = new LongIntHashMap();
  private final @Nullable String[] kinds = new String[1 << KIND_BITS];

  /** Frame by method, line and kind. */
  private final LongIntHashMap frameIds = new LongIntHashMap();

  private int unknown = -1;

  ChunkStacks(DecodedChunk chunk, RecordingBuilder builder) {
    this.chunk = chunk;
    this.builder = builder;
  }

  boolean has(long key) {
    return nodes.containsKey(key);
  }

  /** Node of a stack trace, of {@code [unknown]} where there is none; counts its samples. */
  int node(long key, long samples) {
    int at = nodes.indexOf(key);
    if (!nodes.indexExists(at)) {
      return unknown();
    }
    int known = nodes.indexGet(at);
    builder.countStackSamples(samples, (known & 1) != 0);
    return known >>> 1;
  }

  @Override
  public void stackTrace(
      long key, boolean truncated, int frames, long[] methodKeys, int[] lines, long[] kindKeys) {
    StackTable.Builder stacks = builder.stacks();
    int top = firstOfProgram(frames, methodKeys);
    int node = frames == 0 ? unknown() : StackTable.ROOT;
    for (int i = frames - 1; i >= top; i--) {
      node = stacks.child(node, frame(methodKeys[i], lines[i], kindKeys[i]));
    }
    if (truncated) {
      stacks.markTruncated(node);
    }
    nodes.put(key, node << 1 | (truncated ? 1 : 0));
  }

  /** Index of the top frame below the agent's own probes, from which it commits its events. */
  private int firstOfProgram(int frames, long[] methodKeys) {
    int top = 0;
    while (top < frames - 1 && isProbe(methodKeys[top])) {
      top++;
    }
    return top;
  }

  private int frame(long methodKey, int line, long kindKey) {
    int method = method(methodKey);
    int kind = kind(kindKey);
    if (line < 0 || line >= 1 << LINE_BITS || kind < 0) {
      return add(method, line, kindName(kindKey));
    }
    long key = ((long) method << LINE_BITS | line) << KIND_BITS | kind;
    int at = frameIds.indexOf(key);
    if (frameIds.indexExists(at)) {
      return frameIds.indexGet(at);
    }
    int id = add(method, line, kinds[kind]);
    frameIds.indexInsert(at, key, id);
    return id;
  }

  private int add(int method, int line, @Nullable String kind) {
    int id = builder.stacks().frame(methods[method].frame(line, kind));
    if (copied.get(method)) {
      builder.stacks().markCopied(id);
    }
    return id;
  }

  private boolean isProbe(long methodKey) {
    int index = method(methodKey);
    return probes[index];
  }

  private int method(long key) {
    int at = methodIndex.indexOf(key);
    if (methodIndex.indexExists(at)) {
      return methodIndex.indexGet(at);
    }
    int index = methodIndex.size();
    if (index == methods.length) {
      methods = Arrays.copyOf(methods, index * 2);
      probes = Arrays.copyOf(probes, index * 2);
    }
    methods[index] = name(key, index);
    probes[index] = methods[index].isProbe();
    methodIndex.indexInsert(at, key, index);
    return index;
  }

  private FrameName name(long key, int index) {
    if (!(chunk.constant("jdk.types.Method", key) instanceof Struct method)) {
      return FrameName.of("", "", "");
    }
    Struct type = method.struct("type");
    String className = type == null ? "" : type.text("name").replace('/', '.');
    String descriptor = method.text("descriptor");
    FrameName name = FrameName.of(className, method.text("name"), descriptor);
    copied.set(index, copies.add(name, descriptor));
    return name;
  }

  /** Index of a frame type, or -1 when there are absurdly many. */
  private int kind(long key) {
    int at = kindIndex.indexOf(key);
    if (kindIndex.indexExists(at)) {
      return kindIndex.indexGet(at);
    }
    int index = kindIndex.size();
    if (index == kinds.length) {
      return -1;
    }
    kinds[index] = kindName(key);
    kindIndex.indexInsert(at, key, index);
    return index;
  }

  private @Nullable String kindName(long key) {
    return chunk.constant("jdk.types.FrameType", key) instanceof String name ? name : null;
  }

  private int unknown() {
    if (unknown < 0) {
      unknown = builder.stacks().stack(List.of(FrameName.UNKNOWN));
    }
    return unknown;
  }
}
