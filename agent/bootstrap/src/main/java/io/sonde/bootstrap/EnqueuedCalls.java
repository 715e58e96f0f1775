package io.sonde.bootstrap;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.ConcurrentHashMap;

/** Calls that wait for a thread or an answer, by their client's own object, while that lives. */
public final class EnqueuedCalls {
  private static final ConcurrentHashMap<Object, HttpCall> CALLS = new ConcurrentHashMap<>();
  private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();

  private EnqueuedCalls() {}

  /** To be called before the client can run it. */
  public static void put(Object owner, HttpCall call) {
    for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
      CALLS.remove(gone);
    }
    CALLS.putIfAbsent(new WeakIdentity(owner, GONE), call);
  }

  /** What was enqueued with this object, which is then forgotten; null where nothing was. */
  public static HttpCall take(Object owner) {
    return CALLS.isEmpty() ? null : CALLS.remove(new WeakIdentity.Lookup(owner));
  }

  /** Forgets a call that its client has refused. */
  public static void refused(Object owner, HttpCall call) {
    CALLS.remove(new WeakIdentity.Lookup(owner), call);
  }
}
