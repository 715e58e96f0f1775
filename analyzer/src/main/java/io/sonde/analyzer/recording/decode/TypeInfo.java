package io.sonde.analyzer.recording.decode;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A type of the chunk's metadata: an event, a structure, or a primitive. Ids differ per chunk. */
public final class TypeInfo {
  private static final String EVENT = "jdk.jfr.Event";

  private final long id;
  private final String name;
  private final String superType;
  private final boolean simple;
  private final List<FieldInfo> fields = new ArrayList<>();

  TypeInfo(long id, String name, String superType, boolean simple) {
    this.id = id;
    this.name = name;
    this.superType = superType;
    this.simple = simple;
  }

  public long id() {
    return id;
  }

  public String name() {
    return name;
  }

  public boolean isEvent() {
    return superType.equals(EVENT);
  }

  /** True when values of this type are those of its only field. */
  boolean isSimple() {
    return simple && fields.size() == 1;
  }

  List<FieldInfo> fields() {
    return fields;
  }

  void add(FieldInfo field) {
    fields.add(field);
  }

  /** The primitive that this type is, or null for a structure. */
  @Nullable Primitive primitive() {
    return Primitive.of(name);
  }

  @Override
  public String toString() {
    return name;
  }
}
