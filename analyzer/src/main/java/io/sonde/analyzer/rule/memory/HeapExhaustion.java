package io.sonde.analyzer.rule.memory;

import io.sonde.analyzer.aggregate.CollectionKind;
import io.sonde.analyzer.model.GarbageCollection;
import io.sonde.analyzer.model.HeapReading;
import io.sonde.analyzer.model.Recording;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether the heap ran full. Before it throws OutOfMemoryError, HotSpot collects the whole heap
 * twice in a row, the second time clearing soft references too; so two full collections with
 * nothing between them, the second of which frees next to nothing, mean that an allocation could
 * not be met.
 */
final class HeapExhaustion {
  /** Share of the heap that the second collection may free and still count as nothing. */
  static final double FREED_RATIO = 0.05;

  /** Share of the maximum heap in use after it; less, and one huge request failed, not the heap. */
  static final double USED_RATIO = 0.5;

  private HeapExhaustion() {}

  static boolean occurred(Recording recording) {
    long max = recording.jvm().maxHeapBytes();
    if (max <= 0) {
      return false;
    }
    Map<Integer, Long> before = new HashMap<>();
    Map<Integer, Long> after = new HashMap<>();
    for (HeapReading reading : recording.heap()) {
      (reading.afterCollection() ? after : before).put(reading.gcId(), reading.usedBytes());
    }
    List<GarbageCollection> collections = recording.collections();
    for (int i = 1; i < collections.size(); i++) {
      GarbageCollection second = collections.get(i);
      Long usedBefore = before.get(second.gcId());
      Long usedAfter = after.get(second.gcId());
      if (isForced(collections.get(i - 1))
          && isForced(second)
          && usedBefore != null
          && usedAfter != null
          && usedBefore - usedAfter <= FREED_RATIO * usedBefore
          && usedAfter >= USED_RATIO * max) {
        return true;
      }
    }
    return false;
  }

  private static boolean isForced(GarbageCollection collection) {
    return CollectionKind.isFull(collection)
        && !CollectionKind.isExplicit(collection)
        && !CollectionKind.isForMetadata(collection);
  }
}
