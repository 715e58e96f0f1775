package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntObjectHashMap;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.Wait;
import io.sonde.analyzer.model.WaitKind;
import io.sonde.analyzer.model.WaitTable;

/**
 * Who held a monitor while a thread waited for it. JFR names the last owner alone; in a queue that
 * is the waiter before, who had it for a moment and had waited for it as well. So the owners are
 * followed back through their own waits for the same monitor, to the one that kept all waiting.
 */
final class MonitorOwners {
  private final WaitTable waits;
  private final ThreadIdentity threads;

  /** Waits for monitors by thread, in order of time; those of one thread do not overlap. */
  private final IntObjectHashMap<IntArrayList> byThread = new IntObjectHashMap<>();

  MonitorOwners(Recording recording) {
    waits = recording.waits();
    threads = ThreadIdentity.of(recording);
    for (int i = 0; i < waits.size(); i++) {
      if (waits.kind(i) == WaitKind.MONITOR && waits.thread(i) >= 0) {
        int thread = threads.of(waits.thread(i));
        IntArrayList own = byThread.get(thread);
        if (own == null) {
          own = new IntArrayList();
          byThread.put(thread, own);
        }
        own.add(i);
      }
    }
  }

  /** Is told who held the monitor from when to when, in nanoseconds since the epoch. */
  interface Visitor {
    void held(int owner, long fromNanos, long toNanos);
  }

  /** The owners during a wait for a monitor, the last one first; nothing when JFR named none. */
  void visit(Wait wait, Visitor visitor) {
    long from = wait.startNanos();
    long to = wait.endNanos();
    int owner = wait.owner();
    while (owner >= 0 && to > from) {
      int before = waitBefore(owner, wait.objectClass(), to);
      long since = before < 0 ? from : Math.max(from, waits.endNanos(before));
      if (since < to) {
        visitor.held(owner, since, to);
      }
      if (before < 0 || waits.endNanos(before) >= to) {
        return;
      }
      to = since;
      owner = waits.get(before).owner();
    }
  }

  /** A thread's own last wait for a monitor of a class that began before a time; or -1. */
  private int waitBefore(int thread, int monitorClass, long time) {
    IntArrayList own = byThread.get(threads.of(thread));
    int from = 0;
    int to = own == null ? 0 : own.size();
    while (from < to) {
      int middle = from + to >>> 1;
      if (waits.startNanos(own.get(middle)) < time) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    for (int i = from - 1; i >= 0; i--) {
      if (waits.get(own.get(i)).objectClass() == monitorClass) {
        return own.get(i);
      }
    }
    return -1;
  }
}
