package io.sonde.analyzer.recording.decode;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A structure's fields by name, for what is read rarely. Keys are followed into their pools when
 * asked for.
 */
public final class Struct {
  /** Simple types hold simple types once or twice; damaged ones may go round. */
  static final int DEEPEST = 8;

  private final DecodedChunk chunk;
  private final Row row;
  private final TypeInfo type;
  private final String prefix;

  Struct(DecodedChunk chunk, Row row, TypeInfo type, String prefix) {
    this.chunk = chunk;
    this.row = row;
    this.type = type;
    this.prefix = prefix;
  }

  public String typeName() {
    return type.name();
  }

  public List<String> fieldNames() {
    return type.fields().stream().map(FieldInfo::name).toList();
  }

  public boolean has(String field) {
    return type.fields().stream().anyMatch(each -> each.name().equals(field));
  }

  /**
   * Long for whole numbers and booleans, nanoseconds for times, Double for floating point; String;
   * Struct; List; or null.
   */
  public @Nullable Object get(String field) {
    Leaf leaf = row.layout().leaf(prefix + field);
    if (leaf != null) {
      return value(leaf);
    }
    for (FieldInfo each : type.fields()) {
      if (each.name().equals(field)) {
        return new Struct(chunk, row, each.type(), prefix + field + ".");
      }
    }
    return null;
  }

  /** A whole number, 0 where there is none. */
  public long number(String field) {
    return get(field) instanceof Long number ? number : 0;
  }

  /** A text, empty where there is none. */
  public String text(String field) {
    return get(field) instanceof String text ? text : "";
  }

  public @Nullable Struct struct(String field) {
    return get(field) instanceof Struct struct ? struct : null;
  }

  private @Nullable Object value(Leaf leaf) {
    return switch (leaf.kind()) {
      case NUMBER -> chunk.number(leaf, row.number(leaf));
      case KEY -> chunk.constant(leaf.field().type(), row.number(leaf), DEEPEST);
      case STRING -> chunk.string(row.object(leaf));
      case LIST -> list(leaf);
    };
  }

  private @Nullable Object list(Leaf leaf) {
    if (!(row.object(leaf) instanceof List<?> elements)) {
      return null;
    }
    List<@Nullable Object> result = new ArrayList<>();
    for (Object each : elements) {
      if (each instanceof Row element) {
        result.add(new Struct(chunk, element, leaf.field().type(), ""));
      } else if (leaf.field().pooled() && each instanceof Long key) {
        result.add(chunk.constant(leaf.field().type(), key, DEEPEST));
      } else if (each instanceof Long number) {
        result.add(chunk.number(leaf, number));
      } else {
        result.add(chunk.string(each));
      }
    }
    return result;
  }
}
