package io.sonde.analyzer.recording.decode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How the values of one type lie in the bytes: its fields in order, structures taken apart into
 * their own fields. A value becomes a row: numbers and pool keys in one array, strings and lists in
 * another.
 */
public final class Layout {
  private static final int DEEPEST = 8;

  /** More leaves than any type of any recorder has; nested structures multiply in damaged ones. */
  private static final int MOST_LEAVES = 4_000;

  /** The longest that recorders write are stack traces, of some thousand frames. */
  private static final int LONGEST_LIST = 1 << 17;

  private final TypeInfo type;

  /** Of the whole type, lists' elements included. */
  private final AtomicInteger leavesSoFar;

  private final List<Leaf> leaves = new ArrayList<>();
  private final Map<String, Leaf> byPath = new HashMap<>();
  private Leaf[] inOrder = {};
  private int numbers;
  private int objects;
  private boolean lists;
  private boolean onlyIntegers = true;

  private Layout(TypeInfo type, AtomicInteger leavesSoFar) {
    this.type = type;
    this.leavesSoFar = leavesSoFar;
  }

  /**
   * @throws DamagedChunkException when the type holds itself or nothing that can be read
   */
  static Layout of(TypeInfo type) throws DamagedChunkException {
    return of(type, 0, new AtomicInteger());
  }

  private static Layout of(TypeInfo type, int depth, AtomicInteger leavesSoFar)
      throws DamagedChunkException {
    Layout layout = new Layout(type, leavesSoFar);
    if (type.primitive() != null) {
      layout.addLeaf(
          new FieldInfo("", type, false, false, FieldInfo.TimeUnitOf.NONE, false), "", depth);
    }
    layout.addAll(type, "", depth);
    layout.inOrder = layout.leaves.toArray(Leaf[]::new);
    return layout;
  }

  private void addAll(TypeInfo of, String prefix, int depth) throws DamagedChunkException {
    if (depth > DEEPEST) {
      throw new DamagedChunkException("type " + type.name() + " is nested too deeply");
    }
    for (FieldInfo field : of.fields()) {
      String path = prefix.isEmpty() ? field.name() : prefix + "." + field.name();
      boolean structure = !field.pooled() && !field.array() && field.type().primitive() == null;
      if (!structure) {
        addLeaf(field, path, depth);
      } else if (field.type().fields().isEmpty()) {
        throw new DamagedChunkException("field " + path + " has a type without fields");
      } else {
        addAll(field.type(), path, depth + 1);
      }
    }
  }

  private void addLeaf(FieldInfo field, String path, int depth) throws DamagedChunkException {
    if (leavesSoFar.incrementAndGet() > MOST_LEAVES) {
      throw new DamagedChunkException("type " + type.name() + " has too many fields");
    }
    Primitive primitive = field.type().primitive();
    Leaf.Kind kind;
    Layout element = null;
    if (field.array()) {
      kind = Leaf.Kind.LIST;
      lists = true;
      element = field.pooled() || primitive != null ? null : elementOf(field, depth);
    } else if (field.pooled()) {
      kind = Leaf.Kind.KEY;
    } else {
      kind = primitive == Primitive.STRING ? Leaf.Kind.STRING : Leaf.Kind.NUMBER;
    }
    boolean object = kind == Leaf.Kind.LIST || kind == Leaf.Kind.STRING;
    Leaf leaf =
        new Leaf(
            path, field, kind, primitive, element, leaves.size(), object ? objects++ : numbers++);
    leaves.add(leaf);
    onlyIntegers &= leaf.isInteger();
    byPath.putIfAbsent(path, leaf);
  }

  private Layout elementOf(FieldInfo field, int depth) throws DamagedChunkException {
    if (depth > DEEPEST || field.type().fields().isEmpty()) {
      throw new DamagedChunkException("list " + field.name() + " has elements that hold nothing");
    }
    return of(field.type(), depth + 1, leavesSoFar);
  }

  public TypeInfo type() {
    return type;
  }

  List<Leaf> leaves() {
    return leaves;
  }

  @Nullable Leaf leaf(String path) {
    return byPath.get(path);
  }

  /** The field of that path, or null where there is none or its bytes are something else. */
  @Nullable Leaf leaf(String path, Leaf.Kind kind) {
    Leaf leaf = byPath.get(path);
    return leaf != null && leaf.kind() == kind ? leaf : null;
  }

  /** Numbers and keys of a row. */
  int numbers() {
    return numbers;
  }

  /** Strings and lists of a row. */
  int objects() {
    return objects;
  }

  boolean hasLists() {
    return lists;
  }

  /** Reads one value. */
  void read(Cursor in, long[] numbersTo, int numbersAt, @Nullable Object[] objectsTo, int objectsAt)
      throws IOException {
    for (Leaf leaf : inOrder) {
      switch (leaf.kind()) {
        case NUMBER -> numbersTo[numbersAt + leaf.slot()] = leaf.readNumber(in);
        case KEY -> numbersTo[numbersAt + leaf.slot()] = in.readLong();
        case STRING -> objectsTo[objectsAt + leaf.slot()] = in.readString();
        case LIST -> objectsTo[objectsAt + leaf.slot()] = readList(leaf, in);
      }
    }
  }

  Row read(Cursor in) throws IOException {
    long[] numbersOfRow = new long[numbers];
    Object[] objectsOfRow = new Object[objects];
    read(in, numbersOfRow, 0, objectsOfRow, 0);
    return new Row(this, numbersOfRow, 0, objectsOfRow, 0);
  }

  /** Elements: Long (numbers and keys), String, PooledString, null, or Row for structures. */
  static List<@Nullable Object> readList(Leaf leaf, Cursor in) throws IOException {
    int count = in.readCount();
    if (count > LONGEST_LIST) {
      throw new DamagedChunkException("a list of " + count + " values");
    }
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (leaf.element() != null) {
        list.add(leaf.element().read(in));
      } else if (leaf.field().pooled()) {
        list.add(in.readLong());
      } else if (leaf.known() == Primitive.STRING) {
        list.add(in.readString());
      } else {
        list.add(leaf.readNumber(in));
      }
    }
    return list;
  }

  void skip(Cursor in) throws IOException {
    for (Leaf leaf : inOrder) {
      skip(leaf, in);
    }
  }

  static void skip(Leaf leaf, Cursor in) throws IOException {
    switch (leaf.kind()) {
      case NUMBER -> leaf.known().skip(in);
      case KEY -> in.skipInteger(Long.BYTES);
      case STRING -> in.skipString();
      case LIST -> {
        int count = in.readCount();
        if (leaf.element() != null && leaf.element().onlyIntegers && in.isCompressed()) {
          in.skipVarints((long) count * leaf.element().inOrder.length);
          return;
        }
        for (int left = count; left > 0; left--) {
          if (leaf.element() != null) {
            leaf.element().skip(in);
          } else if (leaf.field().pooled()) {
            in.skipInteger(Long.BYTES);
          } else {
            leaf.known().skip(in);
          }
        }
      }
    }
  }
}
