package io.sonde.bootstrap;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The requests that handed over tasks which wait to run: beside the tasks, so that these stay what
 * they are, and known by identity, since tasks have an equality of their own. A task handed over
 * several times is here as often, first in, first out. One that never runs is forgotten with it.
 *
 * <p>A table of our own, since a look-up in the JDK's maps would need an object each.
 */
final class PendingTasks {
  /** Tasks beyond this are not carried, so that the memory for them ends: some 10 MB. */
  static final int MOST = 100_000;

  private static final int STRIPES = 64;
  private static final int LISTS = 32;

  private static final Stripe[] TABLE = table();
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();

  private PendingTasks() {}

  /** Whether any task waits; what tasks of no request cost where none does. */
  static boolean isEmpty() {
    return COUNT.get() == 0;
  }

  static int count() {
    return COUNT.get();
  }

  /**
   * Keeps for whom a task is to run.
   *
   * @param request null: the same object was handed over for no request, and that run is of none
   * @param dueNanos from when on the task waits for a thread; clock of System.nanoTime
   */
  static void put(Object task, ActiveRequest request, String executor, long dueNanos) {
    forgetGone();
    if (COUNT.get() < MOST) {
      Entry entry = new Entry(task, request, executor, dueNanos);
      stripe(entry.hash).add(entry);
    }
  }

  /** Takes a task out that begins to run; null when no request handed it over. */
  static Entry take(Object task) {
    int hash = System.identityHashCode(task);
    Stripe stripe = stripe(hash);
    return stripe.count == 0 ? null : stripe.removeFirst(task, hash);
  }

  /** Takes the task out that was handed over last: it will not run. */
  static void withdraw(Object task) {
    int hash = System.identityHashCode(task);
    Stripe stripe = stripe(hash);
    if (stripe.count != 0) {
      stripe.removeLast(task, hash);
    }
  }

  static boolean contains(Object task) {
    int hash = System.identityHashCode(task);
    Stripe stripe = stripe(hash);
    return stripe.count != 0 && stripe.contains(task, hash);
  }

  static void clear() {
    for (Stripe stripe : TABLE) {
      stripe.clear();
    }
  }

  private static void forgetGone() {
    for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
      Entry entry = (Entry) gone;
      stripe(entry.hash).remove(entry);
    }
  }

  private static Stripe stripe(int hash) {
    return TABLE[hash & STRIPES - 1];
  }

  private static Stripe[] table() {
    Stripe[] table = new Stripe[STRIPES];
    for (int i = 0; i < STRIPES; i++) {
      table[i] = new Stripe();
    }
    return table;
  }

  /** One hand-over. */
  static final class Entry extends WeakReference<Object> {
    final ActiveRequest request;
    final String executor;
    final long dueNanos;
    private final int hash;
    private Entry next;

    private Entry(Object task, ActiveRequest request, String executor, long dueNanos) {
      super(task, GONE);
      this.request = request;
      this.executor = executor;
      this.dueNanos = dueNanos;
      this.hash = System.identityHashCode(task);
    }
  }

  /** A part of the table with a lock of its own; lists in order of hand-over. */
  private static final class Stripe {
    private final Entry[] lists = new Entry[LISTS];

    /** Read without the lock: a task is handed over before it runs. */
    private volatile int count;

    private static int list(int hash) {
      return hash / STRIPES & LISTS - 1;
    }

    synchronized void add(Entry entry) {
      int list = list(entry.hash);
      Entry last = lists[list];
      if (last == null) {
        lists[list] = entry;
      } else {
        while (last.next != null) {
          last = last.next;
        }
        last.next = entry;
      }
      changed(1);
    }

    synchronized Entry removeFirst(Object task, int hash) {
      Entry before = null;
      for (Entry each = lists[list(hash)]; each != null; each = each.next) {
        if (each.refersTo(task)) {
          unlink(before, each);
          return each;
        }
        before = each;
      }
      return null;
    }

    synchronized void removeLast(Object task, int hash) {
      Entry last = null;
      for (Entry each = lists[list(hash)]; each != null; each = each.next) {
        last = each.refersTo(task) ? each : last;
      }
      if (last != null) {
        remove(last);
      }
    }

    synchronized boolean contains(Object task, int hash) {
      for (Entry each = lists[list(hash)]; each != null; each = each.next) {
        if (each.refersTo(task)) {
          return true;
        }
      }
      return false;
    }

    /** Does nothing where it was taken out before. */
    synchronized void remove(Entry entry) {
      Entry before = null;
      for (Entry each = lists[list(entry.hash)]; each != null; each = each.next) {
        if (each == entry) {
          unlink(before, each);
          return;
        }
        before = each;
      }
    }

    synchronized void clear() {
      for (int i = 0; i < LISTS; i++) {
        lists[i] = null;
      }
      changed(-count);
    }

    private void unlink(Entry before, Entry entry) {
      if (before == null) {
        lists[list(entry.hash)] = entry.next;
      } else {
        before.next = entry.next;
      }
      changed(-1);
    }

    private void changed(int by) {
      count += by;
      COUNT.addAndGet(by);
    }
  }
}
