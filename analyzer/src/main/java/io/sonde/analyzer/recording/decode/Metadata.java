package io.sonde.analyzer.recording.decode;

import io.sonde.analyzer.recording.decode.FieldInfo.TimeUnitOf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The types of one chunk, from its metadata event: a table of strings, then a tree of elements
 * (name, attributes, children), all by index into the table.
 */
public final class Metadata {
  private static final int DEEPEST = 16;

  /** Many times what any recorder writes; keeps damage from filling the heap. */
  private static final long LONGEST = 1 << 25;

  private static final int MOST_ELEMENTS = 1 << 18;

  private final Map<Long, TypeInfo> types = new LinkedHashMap<>();

  private Metadata() {}

  /** Reads the metadata event at the cursor, its size and type included. */
  static Metadata read(Cursor in) throws IOException {
    long start = in.position();
    long size = in.readVarint();
    if (in.readVarint() != 0 || size > LONGEST || size > in.left() + in.position() - start) {
      throw new DamagedChunkException("no metadata where it should be");
    }
    in.readLong();
    in.readLong();
    in.readLong();
    List<String> strings = new ArrayList<>();
    Budget budget = new Budget(start + size);
    for (int left = in.readCount(); left > 0; left--) {
      budget.take(in);
      strings.add(in.readString() instanceof String text ? text : "");
    }
    Metadata metadata = new Metadata();
    metadata.resolve(Element.read(in, strings, new Budget(start + size), 0));
    return metadata;
  }

  /** How many strings or elements may still come, and up to where. */
  private static final class Budget {
    private final long end;
    private int left = MOST_ELEMENTS;

    private Budget(long end) {
      this.end = end;
    }

    private void take(Cursor in) throws DamagedChunkException {
      if (in.position() > end || --left < 0) {
        throw new DamagedChunkException("metadata is longer than its event, or than any is");
      }
    }
  }

  public Collection<TypeInfo> types() {
    return types.values();
  }

  @Nullable TypeInfo type(long id) {
    return types.get(id);
  }

  private void resolve(Element root) {
    List<Element> classes = new ArrayList<>();
    root.collect("class", classes);
    for (Element each : classes) {
      long id = each.number("id");
      boolean simple = each.text("simpleType").equals("true");
      types.putIfAbsent(id, new TypeInfo(id, each.text("name"), each.text("superType"), simple));
    }
    for (Element each : classes) {
      TypeInfo type = types.get(each.number("id"));
      if (type != null && type.fields().isEmpty()) {
        each.children("field").forEach(field -> addField(type, field));
      }
    }
  }

  private void addField(TypeInfo type, Element field) {
    long id = field.number("class");
    TypeInfo of = types.computeIfAbsent(id, unknown -> new TypeInfo(unknown, "", "", false));
    TimeUnitOf tick = TimeUnitOf.NONE;
    boolean unsigned = false;
    for (Element annotation : field.children("annotation")) {
      TypeInfo kind = types.get(annotation.number("class"));
      String value = annotation.text("value");
      switch (kind == null ? "" : kind.name()) {
        case "jdk.jfr.Timestamp" -> tick = timestamp(value);
        case "jdk.jfr.Timespan" -> tick = span(value);
        case "jdk.jfr.Unsigned" -> unsigned = true;
        default -> {}
      }
    }
    type.add(
        new FieldInfo(
            field.text("name"),
            of,
            field.text("constantPool").equals("true"),
            field.number("dimension") > 0,
            tick,
            unsigned));
  }

  private static TimeUnitOf timestamp(String unit) {
    return switch (unit) {
      case "TICKS" -> TimeUnitOf.TIMESTAMP_TICKS;
      case "NANOSECONDS_SINCE_EPOCH" -> TimeUnitOf.TIMESTAMP_NANOS;
      default -> TimeUnitOf.TIMESTAMP_MILLIS;
    };
  }

  private static TimeUnitOf span(String unit) {
    return switch (unit) {
      case "TICKS" -> TimeUnitOf.SPAN_TICKS;
      case "SECONDS" -> TimeUnitOf.SPAN_SECONDS;
      case "MILLISECONDS" -> TimeUnitOf.SPAN_MILLIS;
      case "MICROSECONDS" -> TimeUnitOf.SPAN_MICROS;
      default -> TimeUnitOf.SPAN_NANOS;
    };
  }

  /** A node of the tree that the event holds. */
  private record Element(String name, Map<String, String> attributes, List<Element> children) {
    private static Element read(Cursor in, List<String> strings, Budget budget, int depth)
        throws IOException {
      budget.take(in);
      if (depth > DEEPEST) {
        throw new DamagedChunkException("metadata nested too deeply");
      }
      String name = string(in, strings);
      Map<String, String> attributes = new LinkedHashMap<>();
      for (int left = in.readCount(); left > 0; left--) {
        budget.take(in);
        String key = string(in, strings);
        attributes.put(key, string(in, strings));
      }
      List<Element> children = new ArrayList<>();
      for (int left = in.readCount(); left > 0; left--) {
        children.add(read(in, strings, budget, depth + 1));
      }
      return new Element(name, attributes, children);
    }

    private static String string(Cursor in, List<String> strings) throws IOException {
      int index = in.readInt();
      if (index < 0 || index >= strings.size()) {
        throw new DamagedChunkException("metadata names string " + index);
      }
      return strings.get(index);
    }

    private void collect(String wanted, List<Element> into) {
      if (name.equals(wanted)) {
        into.add(this);
        return;
      }
      children.forEach(child -> child.collect(wanted, into));
    }

    private List<Element> children(String wanted) {
      return children.stream().filter(child -> child.name.equals(wanted)).toList();
    }

    private String text(String key) {
      String direct = attributes.get(key);
      return direct != null ? direct : attributes.getOrDefault(key + "-0", "");
    }

    /** A whole number, or 0 where there is none. */
    private long number(String key) {
      String text = text(key);
      boolean digits =
          !text.isEmpty()
              && text.length() <= 18
              && text.chars().allMatch(c -> c >= '0' && c <= '9');
      return digits ? Long.parseLong(text) : 0;
    }
  }
}
