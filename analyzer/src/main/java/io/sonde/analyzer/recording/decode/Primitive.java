package io.sonde.analyzer.recording.decode;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The types whose values the format itself knows. */
public enum Primitive {
  BOOLEAN("boolean"),
  BYTE("byte"),
  CHAR("char"),
  SHORT("short"),
  INT("int"),
  LONG("long"),
  FLOAT("float"),
  DOUBLE("double"),
  STRING("java.lang.String");

  private static final Map<String, Primitive> BY_NAME = new HashMap<>();

  static {
    for (Primitive each : values()) {
      BY_NAME.put(each.typeName, each);
    }
  }

  private final String typeName;

  Primitive(String typeName) {
    this.typeName = typeName;
  }

  static @Nullable Primitive of(String typeName) {
    return BY_NAME.get(typeName);
  }

  /**
   * The value of a number as 64 bits; those of {@code double}, sign-extended for whole numbers.
   *
   * @throws DamagedChunkException for a string
   */
  long read(Cursor in) throws IOException {
    return switch (this) {
      case BOOLEAN -> in.readByte() == 0 ? 0 : 1;
      case BYTE -> in.readByte();
      case CHAR -> (char) in.readShort();
      case SHORT -> in.readShort();
      case INT -> in.readInt();
      case LONG -> in.readLong();
      case FLOAT -> Double.doubleToRawLongBits(in.readFloat());
      case DOUBLE -> Double.doubleToRawLongBits(in.readDouble());
      case STRING -> throw new DamagedChunkException("text where a number should be");
    };
  }

  /** True for whole numbers of several bytes, which chunks may compress. */
  boolean isInteger() {
    return this == CHAR || this == SHORT || this == INT || this == LONG;
  }

  void skip(Cursor in) throws IOException {
    switch (this) {
      case BOOLEAN, BYTE -> in.skip(1);
      case CHAR, SHORT -> in.skipInteger(Short.BYTES);
      case INT -> in.skipInteger(Integer.BYTES);
      case LONG -> in.skipInteger(Long.BYTES);
      case FLOAT -> in.skip(Float.BYTES);
      case DOUBLE -> in.skip(Double.BYTES);
      case STRING -> in.skipString();
    }
  }
}
