package io.sonde.analyzer.recording;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.LongArrayList;
import com.carrotsearch.hppc.LongHashSet;
import com.carrotsearch.hppc.LongIntHashMap;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.recording.decode.DecodedChunk;
import io.sonde.analyzer.recording.decode.DecodedEvent;
import io.sonde.analyzer.recording.decode.EventType;
import io.sonde.analyzer.recording.decode.Leaf;
import io.sonde.analyzer.recording.decode.Struct;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** The event that our own decoder is at. */
final class ChunkEvent implements Event {
  /** Recorders count from 1. */
  private static final long NO_KEY = 0;

  private final Names names;
  private final DecodedEvent event;
  private final EventType type;
  private final @Nullable Leaf stackTrace;

  ChunkEvent(Names names, DecodedEvent event) {
    this.names = names;
    this.event = event;
    this.type = event.type();
    this.stackTrace = type.field("stackTrace");
  }

  @Override
  public long startNanos() {
    return event.startNanos();
  }

  @Override
  public long durationNanos() {
    return event.durationNanos();
  }

  @Override
  public int stack() {
    return names.node(key());
  }

  @Override
  public int stackHandle() {
    return names.handle(key());
  }

  private long key() {
    return stackTrace == null ? NO_KEY : event.key(stackTrace);
  }

  @Override
  public int thread(String field) {
    Leaf leaf = type.field(field);
    return leaf == null ? -1 : names.thread(leaf, event);
  }

  @Override
  public int className(String field) {
    Leaf leaf = type.field(field);
    return leaf == null ? -1 : names.className(leaf, event);
  }

  @Override
  public long number(String field) {
    Leaf leaf = type.field(field);
    if (leaf == null) {
      return 0;
    }
    long number = event.number(leaf);
    if (leaf.isTime() && (number == Long.MIN_VALUE || number == Long.MAX_VALUE)) {
      throw new ArithmeticException(field + " is for ever or unknown");
    }
    return number;
  }

  @Override
  public double real(String field) {
    Leaf leaf = type.field(field);
    return leaf == null ? 0 : event.real(leaf);
  }

  @Override
  public String text(String field) {
    Leaf leaf = type.field(field);
    String text = leaf == null ? null : event.text(leaf);
    return text == null ? "" : text;
  }

  @Override
  public @Nullable Structure structure(String field) {
    Struct struct = event.fields().struct(field);
    return struct == null ? null : new ChunkStructure(struct);
  }

  /** A structure of our own decoder. */
  private record ChunkStructure(Struct struct) implements Structure {
    @Override
    public long number(String field) {
      return struct.number(field);
    }

    @Override
    public String text(String field) {
      return struct.text(field);
    }

    @Override
    public @Nullable Structure structure(String field) {
      Struct inner = struct.struct(field);
      return inner == null ? null : new ChunkStructure(inner);
    }
  }

  /** A chunk's threads, classes and stack traces in the model, each looked up once. */
  static final class Names {
    private static final int NONE = -1;

    private final RecordingBuilder builder;
    private final ChunkStacks stacks;
    private final FutureTask<@Nullable String> interning;
    private final LongIntHashMap threads = new LongIntHashMap();
    private final LongIntHashMap classes = new LongIntHashMap();
    private final LongIntHashMap handles = new LongIntHashMap();
    private final LongArrayList keys = new LongArrayList();
    private final IntArrayList uses = new IntArrayList();

    /** Stack traces that stand in other chunks. */
    private final List<ChunkStacks> elsewhere = new ArrayList<>();

    /** Interning begins at once, in another thread. */
    Names(DecodedChunk chunk, RecordingBuilder builder) {
      this.builder = builder;
      this.stacks = new ChunkStacks(chunk, builder);
      this.interning = new FutureTask<>(() -> chunk.stackTraces(stacks));
      ForkJoinPool.commonPool().execute(interning);
    }

    /**
     * Waits until all stack traces are nodes; what damage kept some from that, or null. Where no
     * thread has begun with it this one does it: those of the pool may all wait for us.
     */
    @Nullable String awaitStacks() throws IOException {
      interning.run();
      boolean interrupted = false;
      try {
        while (true) {
          try {
            return interning.get();
          } catch (InterruptedException later) {
            interrupted = true;
          }
        }
      } catch (ExecutionException e) {
        throw asItWas(e.getCause());
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    private static IOException asItWas(Throwable failure) {
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof UncheckedIOException io) {
        return new IOException(io.getCause());
      }
      if (failure instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      return new IOException(failure);
    }

    private int node(long key) {
      try {
        awaitStacks();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return stacks.node(key, 1);
    }

    private int handle(long key) {
      int at = handles.indexOf(key);
      if (handles.indexExists(at)) {
        int known = handles.indexGet(at);
        uses.buffer[known]++;
        return known;
      }
      int handle = keys.size();
      handles.indexInsert(at, key, handle);
      keys.add(key);
      uses.add(1);
      return handle;
    }

    /** Whether events refer to stack traces that the chunk does not hold, when all were awaited. */
    boolean lacksStacks() {
      for (int i = 0; i < keys.size(); i++) {
        if (isLacking(keys.get(i))) {
          return true;
        }
      }
      return false;
    }

    private boolean isLacking(long key) {
      return key != NO_KEY && !stacks.has(key);
    }

    /** Takes those from another chunk of the same recorder. */
    void addLackingFrom(DecodedChunk other) throws IOException {
      ChunkStacks found = new ChunkStacks(other, builder);
      LongHashSet lacking = new LongHashSet();
      for (int i = 0; i < keys.size(); i++) {
        if (isLacking(keys.get(i))) {
          lacking.add(keys.get(i));
        }
      }
      other.stackTraces(
          (key, truncated, frames, methods, lines, kinds) -> {
            if (lacking.contains(key)) {
              found.stackTrace(key, truncated, frames, methods, lines, kinds);
            }
          });
      elsewhere.add(found);
    }

    /** Nodes by handle, when all stack traces were awaited. */
    int[] nodes() {
      int[] nodes = new int[keys.size()];
      for (int i = 0; i < nodes.length; i++) {
        nodes[i] = holderOf(keys.get(i)).node(keys.get(i), uses.get(i));
      }
      return nodes;
    }

    private ChunkStacks holderOf(long key) {
      for (ChunkStacks other : isLacking(key) ? elsewhere : List.<ChunkStacks>of()) {
        if (other.has(key)) {
          return other;
        }
      }
      return stacks;
    }

    private int thread(Leaf leaf, DecodedEvent event) {
      long key = event.key(leaf);
      int at = threads.indexOf(key);
      if (threads.indexExists(at)) {
        return threads.indexGet(at);
      }
      int index = event.constant(leaf) instanceof Struct thread ? thread(thread) : NONE;
      threads.indexInsert(at, key, index);
      return index;
    }

    private int thread(Struct thread) {
      return builder.thread(
          ThreadReader.ref(
              thread.text("javaName"),
              thread.text("osName"),
              thread.number("javaThreadId"),
              thread.number("osThreadId"),
              thread.number("virtual") != 0));
    }

    private int className(Leaf leaf, DecodedEvent event) {
      long key = event.key(leaf);
      int at = classes.indexOf(key);
      if (classes.indexExists(at)) {
        return classes.indexGet(at);
      }
      int index =
          event.constant(leaf) instanceof Struct type
              ? builder.className(JavaNames.ofInternal(type.text("name")))
              : NONE;
      classes.indexInsert(at, key, index);
      return index;
    }
  }
}
