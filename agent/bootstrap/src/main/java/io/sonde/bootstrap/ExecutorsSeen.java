package io.sonde.bootstrap;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** Executors that were given work, as long as they live. */
public final class ExecutorsSeen {
  /** Our choice: an application that makes an executor for each request has no more to tell. */
  private static final int MOST = 200;

  private static final ConcurrentHashMap<Object, WeakIdentity> SEEN = new ConcurrentHashMap<>();
  private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();

  private ExecutorsSeen() {}

  /** What advice calls when an executor is given work. Hot path: one look into a map. */
  public static void seen(Object executor) {
    if (Requests.recorded() && !SEEN.containsKey(new WeakIdentity.Lookup(executor))) {
      add(executor);
    }
  }

  private static void add(Object executor) {
    removeGone();
    if (SEEN.size() < MOST) {
      WeakIdentity added = new WeakIdentity(executor, GONE);
      SEEN.putIfAbsent(added, added);
    }
  }

  private static void removeGone() {
    for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
      SEEN.remove(gone);
    }
  }

  /** Those that live. */
  public static List<Object> all() {
    removeGone();
    List<Object> all = new ArrayList<>();
    for (WeakIdentity each : SEEN.values()) {
      Object executor = each.get();
      if (executor != null) {
        all.add(executor);
      }
    }
    return all;
  }

  /** Forgets all executors. */
  public static void clear() {
    SEEN.clear();
  }
}
