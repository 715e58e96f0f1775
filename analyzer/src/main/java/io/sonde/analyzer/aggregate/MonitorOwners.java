package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.IntArrayList;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.Wait;
import io.sonde.analyzer.model.WaitKind;
import io.sonde.analyzer.model.WaitTable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Who held a monitor while a thread waited for it. JFR names the last owner alone; in a queue that
 * is the waiter before, or one that came by and had not to wait, and either had it for a moment.
 * But each wait ends with the monitor changing hands, and names who had it until then: so the waits
 * of all threads for one monitor, in the order in which they end, tell who held it from one end to
 * the next.
 */
final class MonitorOwners {
  private static final int[] NONE = {};

  private final WaitTable waits;

  /** Waits for each monitor, in the order in which they end. */
  private final Map<Monitor, int[]> ends = new HashMap<>();

  MonitorOwners(Recording recording) {
    waits = recording.waits();
    Map<Monitor, IntArrayList> rows = new HashMap<>();
    for (int i = 0; i < waits.size(); i++) {
      if (waits.kind(i) == WaitKind.MONITOR) {
        rows.computeIfAbsent(Monitor.of(waits.get(i)), added -> new IntArrayList()).add(i);
      }
    }
    rows.forEach((monitor, all) -> ends.put(monitor, byEnd(all)));
  }

  private int[] byEnd(IntArrayList rows) {
    return Arrays.stream(rows.toArray())
        .boxed()
        .sorted(Comparator.comparingLong(waits::endNanos))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private record Monitor(int monitorClass, long number) {
    private static Monitor of(Wait wait) {
      return new Monitor(wait.objectClass(), wait.monitor());
    }
  }

  /** Is told who held the monitor from when to when, in nanoseconds since the epoch. */
  interface Visitor {
    void held(int owner, long fromNanos, long toNanos);
  }

  /** The owners during a wait for a monitor, the last one first; nothing when JFR named none. */
  void visit(Wait wait, Visitor visitor) {
    int[] known = ends.getOrDefault(Monitor.of(wait), NONE);
    int owner = wait.owner();
    long to = wait.endNanos();
    int next = endedBefore(known, to);
    while (owner >= 0 && to > wait.startNanos()) {
      long handedOver = next < 0 ? wait.startNanos() : waits.endNanos(known[next]);
      long since = Math.max(wait.startNanos(), handedOver);
      visitor.held(owner, since, to);
      owner = next < 0 ? -1 : waits.get(known[next]).owner();
      to = since;
      next = endedBefore(known, to);
    }
  }

  /** Of rows by their end, the place of the last one that ended before a time; or -1. */
  private int endedBefore(int[] rows, long time) {
    int from = 0;
    int to = rows.length;
    while (from < to) {
      int middle = from + to >>> 1;
      if (waits.endNanos(rows[middle]) < time) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from - 1;
  }
}
