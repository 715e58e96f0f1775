package io.sonde.analyzer.recording.decode;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One value in the bytes of a type: a field, or a field of a structure within it.
 *
 * @param path the field's name, {@code outer.inner} within a structure
 * @param kind what the bytes are
 * @param primitive of a number or string, or of a list's elements that are one; null for all others
 * @param element layout of a list's structures, else null
 * @param index in the order of the bytes
 * @param slot where the value goes: index into a row's numbers, or into its objects for strings and
 *     lists
 */
public record Leaf(
    String path,
    FieldInfo field,
    Kind kind,
    @Nullable Primitive primitive,
    @Nullable Layout element,
    int index,
    int slot) {
  public enum Kind {
    /** A number, as {@link Primitive#read} gives it. */
    NUMBER,
    STRING,
    /** A key into the pool of the field's type. */
    KEY,
    /** A count, then so many values. */
    LIST
  }

  public boolean isTime() {
    return field.tick() != FieldInfo.TimeUnitOf.NONE;
  }

  /** True for whole numbers of several bytes and for keys: those that chunks may compress. */
  boolean isInteger() {
    return kind == Kind.KEY || kind == Kind.NUMBER && known().isInteger();
  }

  /** The value of a number; see {@link Primitive#read}. */
  long readNumber(Cursor in) throws IOException {
    return known().read(in);
  }

  Primitive known() {
    if (primitive == null) {
      throw new IllegalStateException(path + " is no primitive");
    }
    return primitive;
  }
}
