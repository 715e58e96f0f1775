package io.sonde.analyzer.recording.decode;

import org.jspecify.annotations.Nullable;

/**
 * An event type of one chunk, and which of its fields are asked for: no more than those are read.
 */
public final class EventType {
  private static final int MOST_REMEMBERED = 8;

  private final TypeInfo type;
  private final Layout layout;
  private final String[] askedPaths = new String[MOST_REMEMBERED];
  private final @Nullable Leaf[] askedLeaves = new Leaf[MOST_REMEMBERED];
  private int asked;
  private int read;

  EventType(TypeInfo type) throws DamagedChunkException {
    this.type = type;
    this.layout = Layout.of(type);
  }

  public long id() {
    return type.id();
  }

  public String name() {
    return type.name();
  }

  /** Handle of a field, {@code outer.inner} within a structure, or null where there is none. */
  public @Nullable Leaf field(String path) {
    // Consumers ask with the same few literals for every event: finding those again is most of it.
    for (int i = 0; i < asked; i++) {
      if (askedPaths[i] == path) {
        return askedLeaves[i];
      }
    }
    Leaf leaf = layout.leaf(path);
    if (leaf != null) {
      read = Math.max(read, leaf.index() + 1);
    }
    if (asked < askedPaths.length) {
      askedPaths[asked] = path;
      askedLeaves[asked++] = leaf;
    }
    return leaf;
  }

  /** Asks for all fields. */
  public void readAll() {
    read = layout.leaves().size();
  }

  Layout layout() {
    return layout;
  }

  TypeInfo type() {
    return type;
  }

  /** How many leaves, from the first, must be read. */
  int leavesToRead() {
    return read;
  }
}
