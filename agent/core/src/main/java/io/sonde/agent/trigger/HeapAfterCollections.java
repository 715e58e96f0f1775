package io.sonde.agent.trigger;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The heap that is used after each collection, and its lower envelope: what a collection leaves is
 * the live set and what it did not look at, so the least of several is the closest to it.
 */
final class HeapAfterCollections {
  /** The envelope is one value for each of these. */
  private static final long SLOT_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Slots from which growth is told, and that are kept; our choice. */
  static final int LEAST_SLOTS = 6;

  private static final int MOST_SLOTS = 20;

  /** The least heap after a collection within a slot. */
  record Slot(long number, long bytes) {}

  private final Deque<Slot> slots = new ArrayDeque<>();
  private final Set<String> heapPools = new HashSet<>();
  private final List<GarbageCollectorMXBean> collectors;
  private final long[] seen;

  HeapAfterCollections() {
    collectors = ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class);
    seen = new long[collectors.size()];
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        heapPools.add(pool.getName());
      }
    }
  }

  /** Sees the newest collection of each kind. */
  void look(long now) {
    for (int i = 0; i < seen.length; i++) {
      GcInfo last = collectors.get(i).getLastGcInfo();
      if (last != null && last.getId() != seen[i]) {
        seen[i] = last.getId();
        add(now, heap(last.getMemoryUsageAfterGc()));
      }
    }
  }

  void add(long now, long bytes) {
    long number = Math.floorDiv(now, SLOT_NANOS);
    Slot newest = slots.peekLast();
    if (newest != null && newest.number() == number) {
      slots.removeLast();
      slots.addLast(new Slot(number, Math.min(bytes, newest.bytes())));
      return;
    }
    slots.addLast(new Slot(number, bytes));
    if (slots.size() > MOST_SLOTS) {
      slots.removeFirst();
    }
  }

  /** In bytes: of the last two slots, since the newest has only begun; empty before any. */
  OptionalDouble liveSet() {
    return slots.stream().skip(Math.max(0, slots.size() - 2)).mapToDouble(Slot::bytes).min();
  }

  /**
   * Time until the live set fills the heap, if it grows on along the straight line that fits the
   * envelope best (least squares).
   *
   * @return in ns; infinite where it does not grow, empty where there are too few slots
   */
  OptionalDouble nanosUntil(long bytes) {
    if (slots.size() < LEAST_SLOTS) {
      return OptionalDouble.empty();
    }
    double meanNumber = slots.stream().mapToLong(Slot::number).average().orElse(0);
    double meanBytes = slots.stream().mapToLong(Slot::bytes).average().orElse(0);
    double products = 0;
    double squares = 0;
    for (Slot slot : slots) {
      products += (slot.number() - meanNumber) * (slot.bytes() - meanBytes);
      squares += (slot.number() - meanNumber) * (slot.number() - meanNumber);
    }
    double bytesPerNano = products / squares / SLOT_NANOS;
    double left = bytes - liveSet().orElse(0);
    return OptionalDouble.of(
        bytesPerNano <= 0 ? Double.POSITIVE_INFINITY : Math.max(0, left) / bytesPerNano);
  }

  private long heap(Map<String, MemoryUsage> pools) {
    long bytes = 0;
    for (Map.Entry<String, MemoryUsage> pool : pools.entrySet()) {
      if (heapPools.contains(pool.getKey())) {
        bytes += pool.getValue().getUsed();
      }
    }
    return bytes;
  }
}
