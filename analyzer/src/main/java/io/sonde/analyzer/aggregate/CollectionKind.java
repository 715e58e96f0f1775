package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.GarbageCollection;

/** What a collection's name and cause, as the JVM writes them (JDK 8 to 25), tell about it. */
public final class CollectionKind {
  private CollectionKind() {}

  /** A stop-the-world collection of the whole heap. */
  public static boolean isFull(GarbageCollection collection) {
    return switch (collection.name()) {
      case "G1Full", "SerialOld", "ParallelOld", "PSMarkSweep", "MarkSweepCompact" -> true;
      default -> false;
    };
  }

  /**
   * A collection or cycle that looks at the whole heap, after which what is left was reachable not
   * long before. ZGC's minor and all young collections are none.
   */
  public static boolean isOld(GarbageCollection collection) {
    return isFull(collection)
        || switch (collection.name()) {
          case "G1Old", "ConcurrentMarkSweep", "Z", "ZGC Major", "Shenandoah" -> true;
          default -> false;
        };
  }

  /** Asked for by a tool that looks at the heap: says nothing about the service. */
  public static boolean isMeasurement(GarbageCollection collection) {
    return switch (collection.cause()) {
      case "Heap Inspection Initiated GC",
          "Heap Dump Initiated GC",
          "Diagnostic Command",
          "JvmtiEnv ForceGarbageCollection" ->
          true;
      default -> false;
    };
  }

  /** Asked for by code or tools: no sign of memory pressure. */
  public static boolean isExplicit(GarbageCollection collection) {
    return collection.cause().equals("System.gc()") || isMeasurement(collection);
  }

  /** Because class metadata grew: says nothing about the heap. */
  public static boolean isForMetadata(GarbageCollection collection) {
    return collection.cause().startsWith("Metadata GC");
  }
}
