package io.sonde.analyzer.recording.decode;

import io.sonde.analyzer.recording.decode.FieldInfo.TimeUnitOf;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One chunk with its types and constants at hand, ready to walk its events. Not thread-safe. */
public final class DecodedChunk {
  private static final int METADATA = 0;
  private static final int CONSTANT_POOL = 1;

  /** Stands for the name of a type that the metadata lacks; its events are skipped by size. */
  private static final String UNKNOWN = "";

  /** Ids below this are looked up in an array. */
  private static final int LOW_IDS = 1 << 14;

  private final ByteSource source;
  private final long start;
  private final long end;
  private final ChunkHeader header;
  private final Ticks ticks;
  private final Metadata metadata;
  private final Pools pools;

  private DecodedChunk(
      ByteSource source, long start, ChunkHeader header, Metadata metadata, Pools pools) {
    this.source = source;
    this.start = start;
    this.end = start + header.size();
    this.header = header;
    this.ticks = new Ticks(header);
    this.metadata = metadata;
    this.pools = pools;
  }

  /**
   * Reads a chunk's metadata and constants.
   *
   * @param start position of the chunk
   * @param header with true size and offsets
   * @throws DamagedChunkException when the metadata makes no sense; damaged constants are told by
   *     {@link Pools#damage()}
   */
  public static DecodedChunk open(ByteSource source, long start, ChunkHeader header)
      throws IOException {
    return open(source, start, header, false);
  }

  /** As {@link #open(ByteSource, long, ChunkHeader)}, with stack traces as values like others. */
  static DecodedChunk openWhole(ByteSource source, long start, ChunkHeader header)
      throws IOException {
    return open(source, start, header, true);
  }

  private static DecodedChunk open(
      ByteSource source, long start, ChunkHeader header, boolean withStackTraces)
      throws IOException {
    Cursor in = new Cursor(source, start, start + header.size(), header.isCompressed());
    in.seek(start + header.metadataOffset());
    Metadata metadata = Metadata.read(in);
    in.seek(start);
    Pools pools = Pools.read(in, start + header.constantPoolOffset(), metadata, withStackTraces);
    return new DecodedChunk(source, start, header, metadata, pools);
  }

  public Collection<TypeInfo> types() {
    return metadata.types();
  }

  public Pools pools() {
    return pools;
  }

  public ChunkHeader header() {
    return header;
  }

  /** What an event's consumer does with it; the event is good until it returns. */
  @FunctionalInterface
  public interface Handler {
    void event(DecodedEvent event) throws IOException;
  }

  /**
   * How far a walk came.
   *
   * @param events by type name, those without a handler included, those of unknown types not
   * @param readBytes up to the end of the last sound event
   * @param unreadable events by type name whose fields reach beyond their size
   */
  public record Walk(
      Map<String, Long> events,
      long readBytes,
      Map<String, Long> unreadable,
      @Nullable String damage) {}

  /**
   * Hands all events to the handlers of their types, in the order of the bytes.
   *
   * @param handlers asked once per type that occurs; null skips the type's events
   * @param progress told the bytes done, now and then
   */
  public Walk events(
      Function<DecodedEvent, @Nullable Handler> handlers, java.util.function.LongConsumer progress)
      throws IOException {
    return new Walker(handlers, progress).walk();
  }

  /** Walks all stack traces; damage ends it. Returns what is wrong, or null. */
  public @Nullable String stackTraces(StackVisitor visitor) throws IOException {
    for (TypeInfo type : metadata.types()) {
      Pool pool = type.name().equals(Pools.STACK_TRACE) ? pools.pool(type) : null;
      if (pool != null) {
        try {
          StackTraces.visit(cursor(), pools, pool.layout(), visitor);
        } catch (DamagedChunkException e) {
          return e.getMessage();
        }
      }
    }
    return null;
  }

  /** A constant by the name of its type, or null; simple ones as String or Long. */
  public @Nullable Object constant(String typeName, long key) {
    for (TypeInfo type : metadata.types()) {
      if (type.name().equals(typeName)) {
        return constant(type, key, Struct.DEEPEST);
      }
    }
    return null;
  }

  @Nullable Object constant(TypeInfo type, long key, int depth) {
    Pool pool = pools.pool(type);
    Row row = pool == null || depth == 0 ? null : pool.get(key);
    if (pool == null || row == null) {
      return null;
    }
    if (!type.isSimple() && type.primitive() == null) {
      return new Struct(this, row, type, "");
    }
    Leaf only = pool.layout().leaves().get(0);
    return switch (only.kind()) {
      case NUMBER -> number(only, row.number(only));
      case KEY -> constant(only.field().type(), row.number(only), depth - 1);
      case STRING -> string(row.object(only), depth - 1);
      case LIST -> new Struct(this, row, type, "").get(only.path());
    };
  }

  /** A number as Long or Double; times in nanoseconds. */
  Object number(Leaf leaf, long value) {
    if (leaf.primitive() == Primitive.FLOAT || leaf.primitive() == Primitive.DOUBLE) {
      return Double.longBitsToDouble(value);
    }
    return whole(leaf, value);
  }

  long whole(Leaf leaf, long value) {
    FieldInfo field = leaf.field();
    if (field.tick() != TimeUnitOf.NONE) {
      return ticks.nanos(field.tick(), value);
    }
    if (!field.unsigned()) {
      return value;
    }
    return switch (leaf.known()) {
      case BYTE -> value & 0xff;
      case SHORT -> value & 0xffff;
      case INT -> value & 0xffffffffL;
      default -> value;
    };
  }

  /** Nanoseconds since the epoch of a reading of the chunk's clock. */
  public long instantNanos(long ticksOfClock) {
    return ticks.instant(ticksOfClock);
  }

  Ticks ticks() {
    return ticks;
  }

  @Nullable String string(@Nullable Object value) {
    return string(value, Struct.DEEPEST);
  }

  private @Nullable String string(@Nullable Object value, int depth) {
    if (!(value instanceof PooledString pooled)) {
      return (String) value;
    }
    for (TypeInfo type : metadata.types()) {
      if (type.primitive() == Primitive.STRING) {
        return constant(type, pooled.key(), depth) instanceof String text ? text : null;
      }
    }
    return null;
  }

  private Cursor cursor() {
    return new Cursor(source, start, end, header.isCompressed());
  }

  /** What is known of an event type while walking. */
  private static final class Plan {
    private final String name;
    private final @Nullable DecodedEvent event;
    private final @Nullable Handler handler;
    private long events;
    private long unreadable;

    private Plan(String name, @Nullable DecodedEvent event, @Nullable Handler handler) {
      this.name = name;
      this.event = event;
      this.handler = handler;
    }
  }

  private final class Walker {
    private static final int PROGRESS_EVENTS = 1 << 14;

    private final Function<DecodedEvent, @Nullable Handler> handlers;
    private final java.util.function.LongConsumer progress;
    private final @Nullable Plan[] low = new Plan[LOW_IDS];
    private final Map<Long, Plan> high = new HashMap<>();

    private Walker(
        Function<DecodedEvent, @Nullable Handler> handlers,
        java.util.function.LongConsumer progress) {
      this.handlers = handlers;
      this.progress = progress;
    }

    private Walk walk() throws IOException {
      Cursor in = cursor();
      long position = start + ChunkHeader.SIZE;
      String damage = null;
      int untilProgress = PROGRESS_EVENTS;
      while (position < end) {
        in.seek(position);
        long next = position;
        try {
          next = readEvent(in, position);
        } catch (DamagedChunkException e) {
          damage = e.getMessage();
        }
        if (next == position) {
          damage = damage == null ? "an event's size makes no sense" : damage;
          break;
        }
        position = next;
        if (--untilProgress == 0) {
          untilProgress = PROGRESS_EVENTS;
          progress.accept(position - start);
        }
      }
      return result(position - start, damage);
    }

    /** Returns the position of the next event, or the event's own when its size is impossible. */
    private long readEvent(Cursor in, long position) throws IOException {
      in.limit(end);
      long size = in.readVarint();
      if (size < 2 || size > end - position) {
        return position;
      }
      long next = position + size;
      long id = in.readVarint();
      if (id == METADATA || id == CONSTANT_POOL) {
        return next;
      }
      Plan plan = plan(id);
      plan.events++;
      in.limit(next);
      if (plan.handler != null && plan.event != null) {
        try {
          plan.event.read(in);
        } catch (DamagedChunkException e) {
          plan.unreadable++;
          return next;
        }
        if (in.position() > next) {
          plan.unreadable++;
        } else {
          plan.handler.event(plan.event);
        }
      }
      return next;
    }

    private Plan plan(long id) {
      if (id >= 0 && id < LOW_IDS) {
        Plan known = low[(int) id];
        if (known == null) {
          known = make(id);
          low[(int) id] = known;
        }
        return known;
      }
      return high.computeIfAbsent(id, this::make);
    }

    private Plan make(long id) {
      TypeInfo type = metadata.type(id);
      if (type == null) {
        return new Plan(UNKNOWN, null, null);
      }
      try {
        DecodedEvent event = new DecodedEvent(DecodedChunk.this, new EventType(type));
        Handler handler = handlers.apply(event);
        return new Plan(type.name(), event, handler);
      } catch (DamagedChunkException noSuchType) {
        return new Plan(type.name(), null, null);
      }
    }

    private Walk result(long readBytes, @Nullable String damage) {
      Map<String, Long> events = new LinkedHashMap<>();
      Map<String, Long> unreadable = new LinkedHashMap<>();
      for (Plan plan : low) {
        if (plan != null) {
          count(plan, events, unreadable);
        }
      }
      high.values().forEach(plan -> count(plan, events, unreadable));
      return new Walk(events, readBytes, unreadable, damage);
    }

    private static void count(Plan plan, Map<String, Long> events, Map<String, Long> unreadable) {
      if (!plan.name.equals(UNKNOWN)) {
        events.merge(plan.name, plan.events, Long::sum);
      }
      if (plan.unreadable > 0) {
        unreadable.merge(plan.name, plan.unreadable, Long::sum);
      }
    }
  }
}
