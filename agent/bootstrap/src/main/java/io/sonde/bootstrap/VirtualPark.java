package io.sonde.bootstrap;

/**
 * What advice in LockSupport calls. The JDK tells of parks of platform threads alone: a virtual
 * thread gives its carrier up, and nothing waits in the JVM. It lies below the JDK's own locks, so
 * it takes none; other threads pay for two type checks.
 */
public final class VirtualPark {
  private final VirtualParkEvent event;

  private VirtualPark(VirtualParkEvent event) {
    this.event = event;
  }

  /** Loads and initialises what advice needs, before there is any. */
  static void prepare() {
    new VirtualPark(new VirtualParkEvent()).event.begin();
  }

  /**
   * The current thread is about to park.
   *
   * @param blocker what it parks on, or null
   * @return null where it is no virtual thread that works for a request
   */
  public static VirtualPark begin(Object blocker) {
    if (!MethodProbe.isVirtualThread()) {
      return null;
    }
    RequestStretch stretch = Requests.current();
    if (stretch == null) {
      return null;
    }
    VirtualParkEvent event = new VirtualParkEvent();
    event.requestId = stretch.request().id();
    event.parkedClass = blocker == null ? null : blocker.getClass();
    event.begin();
    return new VirtualPark(event);
  }

  /** It goes on. */
  public void end() {
    event.commit();
  }
}
