package io.sonde.analyzer.recording.decode;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The event that a walk is at. It is overwritten by the next one of its type. */
public final class DecodedEvent {
  private final DecodedChunk chunk;
  private final EventType type;

  /** Those that were asked for, known when the first event is read. */
  private Leaf @Nullable [] leaves;

  private final long[] numbers;
  private final @Nullable Object[] objects;
  private final Row row;
  private final @Nullable Leaf start;
  private final @Nullable Leaf duration;

  DecodedEvent(DecodedChunk chunk, EventType type) {
    this.chunk = chunk;
    this.type = type;
    this.start = type.field("startTime");
    this.duration = type.field("duration");
    Layout layout = type.layout();
    this.numbers = new long[layout.numbers()];
    this.objects = new Object[layout.objects()];
    this.row = new Row(layout, numbers, 0, objects, 0);
  }

  void read(Cursor in) throws IOException {
    if (leaves == null) {
      List<Leaf> all = type.layout().leaves();
      leaves = all.subList(0, type.leavesToRead()).toArray(Leaf[]::new);
    }
    for (Leaf leaf : leaves) {
      switch (leaf.kind()) {
        case NUMBER -> numbers[leaf.slot()] = leaf.readNumber(in);
        case KEY -> numbers[leaf.slot()] = in.readLong();
        case STRING -> objects[leaf.slot()] = in.readString();
        case LIST -> objects[leaf.slot()] = Layout.readList(leaf, in);
      }
    }
  }

  public EventType type() {
    return type;
  }

  /** Nanoseconds since the epoch. */
  public long startNanos() {
    return start == null ? chunk.header().startNanos() : chunk.whole(start, numbers[start.slot()]);
  }

  /** The chunk's clock at the event's end. */
  public long endTicks() {
    long from = start == null ? chunk.header().startTicks() : numbers[start.slot()];
    return duration == null ? from : from + numbers[duration.slot()];
  }

  /** Nanoseconds; 0 for an event without a duration. */
  public long durationNanos() {
    if (start == null || duration == null) {
      return 0;
    }
    Ticks ticks = chunk.ticks();
    long from = numbers[start.slot()];
    return ticks.instant(from + numbers[duration.slot()]) - ticks.instant(from);
  }

  /** A whole number: times in nanoseconds, floating point cut off. */
  public long number(Leaf leaf) {
    if (leaf.kind() != Leaf.Kind.NUMBER) {
      return 0;
    }
    return isReal(leaf) ? (long) real(leaf) : chunk.whole(leaf, numbers[leaf.slot()]);
  }

  public double real(Leaf leaf) {
    if (leaf.kind() != Leaf.Kind.NUMBER) {
      return 0;
    }
    return isReal(leaf)
        ? Double.longBitsToDouble(numbers[leaf.slot()])
        : chunk.whole(leaf, numbers[leaf.slot()]);
  }

  private static boolean isReal(Leaf leaf) {
    return leaf.primitive() == Primitive.FLOAT || leaf.primitive() == Primitive.DOUBLE;
  }

  /** The key of a field that names a constant. */
  public long key(Leaf leaf) {
    return leaf.kind() == Leaf.Kind.KEY ? numbers[leaf.slot()] : 0;
  }

  /** A text, or a constant that is one; null where there is none. */
  public @Nullable String text(Leaf leaf) {
    return switch (leaf.kind()) {
      case STRING -> chunk.string(objects[leaf.slot()]);
      case KEY -> constant(leaf) instanceof String text ? text : null;
      default -> null;
    };
  }

  /** The constant that a field names: String, Long or Struct, or null. */
  public @Nullable Object constant(Leaf leaf) {
    return leaf.kind() == Leaf.Kind.KEY
        ? chunk.constant(leaf.field().type(), numbers[leaf.slot()], Struct.DEEPEST)
        : null;
  }

  /** All fields by name, of an event that was read whole. */
  public Struct fields() {
    return new Struct(chunk, row, type.type(), "");
  }
}
