package io.sonde.agent.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Collections made by hand: what they leave, and when the heap would be full. */
class HeapAfterCollectionsTest {
  private static final long SLOT = TimeUnit.SECONDS.toNanos(30);
  private static final long MB = 1 << 20;

  private final HeapAfterCollections heap = new HeapAfterCollections();

  @Test
  void liveSet_isTheLeastThatCollectionsLeft() {
    assertThat(heap.liveSet()).isEmpty();
    heap.add(SLOT, 90 * MB);
    heap.add(SLOT + 1, 40 * MB);
    heap.add(2 * SLOT, 60 * MB);
    assertThat(heap.liveSet()).hasValue(40.0 * MB);
    heap.add(3 * SLOT, 50 * MB);
    assertThat(heap.liveSet()).as("of the last two slots").hasValue(50.0 * MB);
  }

  @Test
  void steadyGrowth_tellsWhenTheHeapIsFull() {
    for (int slot = 1; slot <= HeapAfterCollections.LEAST_SLOTS; slot++) {
      assertThat(heap.nanosUntil(100 * MB)).isEmpty();
      heap.add(slot * SLOT, (20 + slot) * MB);
      heap.add(slot * SLOT + 1, (50 + slot) * MB); // what a young collection left
    }
    // 25 MB at the slot before the last, 1 MB more in each.
    assertThat(heap.nanosUntil(100 * MB)).hasValue(75.0 * SLOT);
    assertThat(heap.nanosUntil(10 * MB)).as("full already").hasValue(0);
  }

  @Test
  void heapThatDoesNotGrow_isNeverFull() {
    for (int slot = 1; slot <= 30; slot++) {
      heap.add(slot * SLOT, 20 * MB);
    }
    assertThat(heap.nanosUntil(100 * MB)).hasValue(Double.POSITIVE_INFINITY);
  }
}
