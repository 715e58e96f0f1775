package io.sonde.analyzer.recording.decode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All constants of a chunk. A chunk has a chain of constant pool events, from the last to the
 * first. Stack traces, which are most of the bytes, are left where they are: {@link StackTraces}
 * walks them once.
 */
public final class Pools {
  static final String STACK_TRACE = "jdk.types.StackTrace";
  private static final int CONSTANT_POOL_TYPE = 1;

  /** Share of the heap that one chunk's constants may take. */
  private static final long HEAP_PARTS = 3;

  private final Metadata metadata;
  private final Map<Long, Pool> byType = new HashMap<>();
  private final List<Segment> stackTraces = new ArrayList<>();
  private final boolean withStackTraces;
  private @Nullable String damage;
  private long lostBytes;
  private long bytes;

  /**
   * Where entries of a pool begin.
   *
   * @param end position behind the event that holds them
   */
  record Segment(long position, int count, long end) {}

  private Pools(Metadata metadata, boolean withStackTraces) {
    this.metadata = metadata;
    this.withStackTraces = withStackTraces;
  }

  /**
   * @param in at the chunk's start
   * @param first position of the last constant pool event
   * @param withStackTraces read stack traces like all others
   */
  static Pools read(Cursor in, long first, Metadata metadata, boolean withStackTraces)
      throws IOException {
    Pools pools = new Pools(metadata, withStackTraces);
    long start = in.position();
    long end = start + in.left();
    Set<Long> seen = new HashSet<>();
    long position = first;
    long delta;
    do {
      if (position < start || position >= end) {
        pools.damaged("a constant pool lies outside its chunk");
        break;
      }
      if (!seen.add(position)) {
        pools.damaged("constant pools lead in a circle");
        break;
      }
      delta = pools.readEvent(in, position);
      position += delta;
    } while (delta != 0);
    return pools;
  }

  private void damaged(@Nullable String what) {
    damage = damage == null ? what : damage;
  }

  /** What kept constants from being read first, or null. */
  public @Nullable String damage() {
    return damage;
  }

  /** Bytes of constants that were not read, as far as known: where a chain breaks, nobody knows. */
  public long lostBytes() {
    return lostBytes;
  }

  @Nullable Pool pool(TypeInfo type) {
    return byType.get(type.id());
  }

  List<Segment> stackTraces() {
    return stackTraces;
  }

  Metadata metadata() {
    return metadata;
  }

  /** Reads one event and returns the distance to the one before it, 0 for none. */
  private long readEvent(Cursor in, long position) throws IOException {
    long end = position;
    long delta = 0;
    try {
      in.seek(position);
      long size = in.readVarint();
      if (in.readVarint() != CONSTANT_POOL_TYPE) {
        throw new DamagedChunkException("no constant pool where one should be");
      }
      end = position + size;
      in.readLong();
      in.readLong();
      delta = in.readLong();
      in.readByte();
      for (int left = in.readInt(); left > 0; left--) {
        readPool(in, end);
      }
    } catch (DamagedChunkException e) {
      damaged(e.getMessage());
      lostBytes += Math.max(0, end - in.position());
    }
    return delta;
  }

  private void readPool(Cursor in, long end) throws IOException {
    long id = in.readLong();
    int count = in.readCount();
    if (count == 0) {
      return;
    }
    TypeInfo type = metadata.type(id);
    if (type == null) {
      throw new DamagedChunkException("a constant pool of type " + id + ", which is unknown");
    }
    Pool pool = byType.get(id);
    if (pool == null) {
      pool = new Pool(Layout.of(type));
      byType.put(id, pool);
    }
    if (pool.layout().leaves().isEmpty()) {
      throw new DamagedChunkException("constants of type " + type.name() + " hold nothing");
    }
    if (!withStackTraces && type.name().equals(STACK_TRACE)) {
      stackTraces.add(new Segment(in.position(), count, end));
      for (int left = count; left > 0; left--) {
        within(in, end);
        in.skipInteger(Long.BYTES);
        pool.layout().skip(in);
      }
      return;
    }
    for (int left = count; left > 0; left--) {
      within(in, end);
      long before = in.position();
      pool.add(in.readLong(), in);
      bytes += pool.rowBytes(in.position() - before);
      if (bytes > Runtime.getRuntime().maxMemory() / HEAP_PARTS) {
        throw new DamagedChunkException("the constants do not fit into memory");
      }
    }
  }

  static void within(Cursor in, long end) throws DamagedChunkException {
    if (in.position() >= end) {
      throw new DamagedChunkException("a constant pool is longer than its event");
    }
  }
}
