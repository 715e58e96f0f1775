package io.sonde.agent.trigger;

import io.sonde.agent.config.DumpCondition;
import java.util.OptionalDouble;

/** How full the heap stays after collections, or how long until it is full. */
final class HeapGauge implements Gauge {
  private final boolean untilFull;
  private final long limitBytes = Runtime.getRuntime().maxMemory();
  private final HeapAfterCollections heap = new HeapAfterCollections();

  HeapGauge(DumpCondition condition) {
    untilFull = condition.measure() == DumpCondition.Measure.HEAP_FULL;
  }

  @Override
  public OptionalDouble look(long now) {
    heap.look(now);
    if (untilFull) {
      return heap.nanosUntil(limitBytes);
    }
    OptionalDouble bytes = heap.liveSet();
    return bytes.isEmpty() ? bytes : OptionalDouble.of(bytes.getAsDouble() / limitBytes);
  }
}
