package io.sonde.analyzer.recording;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Methods that a chunk has many of under one name: of a class that many loaders have defined, each
 * for itself.
 */
final class MethodCopies {
  /** Fewer come from a class that is redefined while it runs; our choice. */
  private static final int MANY = 4;

  private final Map<Method, Integer> copies = new HashMap<>();

  private record Method(FrameName name, @Nullable String descriptor) {}

  /**
   * Counts one method of the chunk.
   *
   * @return whether it is one of many
   */
  boolean add(FrameName name, @Nullable String descriptor) {
    return copies.merge(new Method(name, descriptor), 1, Integer::sum) >= MANY;
  }
}
