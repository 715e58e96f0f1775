package io.sonde.agent.recorder;

import io.sonde.bootstrap.DeadlockEvent;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Asks the JVM for deadlocks and writes sonde.Deadlock. Locks of java.util.concurrent that a thread
 * holds are not asked for: the JVM would search the heap for them, and who waits for them tells.
 */
final class DeadlockWriter {
  /** What a thread's frames may take of an event. */
  private static final int MOST_FRAMES = 64;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  /** Deadlocks known, by the ids of their threads. */
  private final Map<TreeSet<Long>, Known> known = new HashMap<>();

  private record Known(long number, long sinceNanos) {}

  /**
   * @param again also those that were written before
   */
  void write(boolean again) {
    long[] ids = threads.findDeadlockedThreads();
    if (ids == null) {
      return;
    }
    Map<Long, ThreadInfo> blocked = new LinkedHashMap<>();
    for (ThreadInfo each : threads.getThreadInfo(ids, true, false)) {
      if (each != null) {
        blocked.put(each.getThreadId(), each);
      }
    }
    for (List<ThreadInfo> cycle : cycles(blocked)) {
      TreeSet<Long> key = new TreeSet<>();
      cycle.forEach(each -> key.add(each.getThreadId()));
      boolean isNew = !known.containsKey(key);
      Known deadlock =
          known.computeIfAbsent(key, added -> new Known(known.size() + 1, System.nanoTime()));
      if (isNew || again) {
        commit(cycle, deadlock);
      }
    }
  }

  /** Threads each of which waits for the next, the last for the first. */
  static List<List<ThreadInfo>> cycles(Map<Long, ThreadInfo> blocked) {
    List<List<ThreadInfo>> cycles = new ArrayList<>();
    TreeSet<Long> seen = new TreeSet<>();
    for (Long start : blocked.keySet()) {
      List<Long> way = new ArrayList<>();
      Long at = start;
      while (blocked.containsKey(at) && seen.add(at)) {
        way.add(at);
        at = blocked.get(at).getLockOwnerId();
      }
      int first = way.indexOf(at);
      if (first >= 0) {
        cycles.add(way.subList(first, way.size()).stream().map(blocked::get).toList());
      }
    }
    return cycles;
  }

  private static void commit(List<ThreadInfo> cycle, Known deadlock) {
    for (int i = 0; i < cycle.size(); i++) {
      ThreadInfo thread = cycle.get(i);
      ThreadInfo wanting = cycle.get((i + cycle.size() - 1) % cycle.size());
      LockInfo wanted = thread.getLockInfo();
      DeadlockEvent event = new DeadlockEvent();
      event.deadlock = deadlock.number;
      event.threadName = thread.getThreadName();
      event.threadId = thread.getThreadId();
      event.wantedClass = wanted == null ? "" : wanted.getClassName();
      event.wantedIdentity =
          wanted == null ? "" : Integer.toHexString(wanted.getIdentityHashCode());
      event.ownerName = thread.getLockOwnerName();
      event.ownerId = thread.getLockOwnerId();
      event.frames = frames(thread.getStackTrace());
      event.heldAt = heldAt(thread, wanting.getLockInfo());
      event.knownNanos = System.nanoTime() - deadlock.sinceNanos;
      event.commit();
    }
  }

  private static String heldAt(ThreadInfo owner, LockInfo wanted) {
    for (MonitorInfo held : owner.getLockedMonitors()) {
      StackTraceElement frame = held.getLockedStackFrame();
      if (wanted != null
          && frame != null
          && held.getIdentityHashCode() == wanted.getIdentityHashCode()
          && held.getClassName().equals(wanted.getClassName())) {
        return line(frame);
      }
    }
    return "";
  }

  private static String frames(StackTraceElement[] stack) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < Math.min(MOST_FRAMES, stack.length); i++) {
      lines.append(i == 0 ? "" : "\n").append(line(stack[i]));
    }
    return lines.toString();
  }

  private static String line(StackTraceElement frame) {
    int number = Math.max(0, frame.getLineNumber());
    return frame.getClassName() + "." + frame.getMethodName() + ":" + number;
  }
}
