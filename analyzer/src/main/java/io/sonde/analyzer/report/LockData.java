package io.sonde.analyzer.report;

import io.sonde.analyzer.aggregate.ContendedLock;
import io.sonde.analyzer.aggregate.ContendedLocks;
import io.sonde.analyzer.aggregate.Place;
import io.sonde.analyzer.aggregate.SlowComparison.HeldBy;
import io.sonde.analyzer.aggregate.WaitingTime;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.unit.PrintableText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the page's table of locks shows. Times are nanoseconds. */
final class LockData {
  private static final int LISTED = 20;

  private LockData() {}

  /** Empty where no thread waited for a lock. */
  static List<Map<String, Object>> of(Recording recording) {
    return ContendedLocks.of(recording, WaitingTime.of(recording), LISTED).stream()
        .map(LockData::lock)
        .toList();
  }

  private static Map<String, Object> lock(ContendedLock lock) {
    HeldBy owner = lock.heldBy();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("lock", PrintableText.shortened(lock.lockClass()));
    data.put("monitor", lock.monitor());
    data.put("waiter", place(lock.waiters().isEmpty() ? null : lock.waiters().get(0)));
    data.put("owner", place(owner == null ? null : owner.method()));
    data.put("doing", owner == null ? "" : owner.doing().words());
    data.put("waits", lock.waits());
    data.put("threads", lock.threads());
    data.put("most", lock.mostAtOnce());
    data.put("total", lock.waitNanos());
    data.put("longest", lock.longestNanos());
    data.put("held", lock.typicalHoldNanos());
    return data;
  }

  private static @Nullable Map<String, Object> place(@Nullable Place place) {
    return place == null
        ? null
        : Map.of(
            "class", PrintableText.of(place.className()),
            "method", PrintableText.of(place.methodName()),
            "line", place.line());
  }
}
