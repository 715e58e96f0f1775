package io.sonde.bootstrap;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/**
 * A key of one object itself, whatever its equality, as long as the object lives. It is found by a
 * {@link Lookup}.
 */
class WeakIdentity extends WeakReference<Object> {
  private final int hash;

  WeakIdentity(Object object, ReferenceQueue<Object> queue) {
    super(object, queue);
    hash = System.identityHashCode(object);
  }

  @Override
  public final int hashCode() {
    return hash;
  }

  @Override
  public final boolean equals(Object other) {
    if (this == other || !(other instanceof WeakIdentity)) {
      return this == other;
    }
    Object object = get();
    return object != null && ((WeakIdentity) other).refersTo(object);
  }

  /** What finds the key of an object; to be used at once and dropped. */
  static final class Lookup {
    private final Object object;

    Lookup(Object object) {
      this.object = object;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(object);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof WeakIdentity && ((WeakIdentity) other).refersTo(object);
    }
  }
}
