package io.sonde.bootstrap;

/**
 * Where what has ended goes, beside the recording, while somebody listens. Threads of the
 * application come here: a receiver never waits, and drops what it has no room for.
 */
public final class LiveSignals {
  private static volatile Receiver receiver;
  private static volatile ThreadGroup ownThreads;
  private static volatile boolean carriesTraces;

  private LiveSignals() {}

  /** Called by threads of the application. */
  public interface Receiver {
    /** A request has ended. */
    void request(LiveRequest request);

    /**
     * Something has ended that was done for a request which had ended before.
     *
     * @param request as {@link #request} was told
     */
    void late(LiveRequest request, LiveSpan done);

    /** A statement or call has ended that was no request's. */
    void call(LiveSpan call);

    /**
     * Somebody has waited for a connection.
     *
     * @param pool its name
     */
    void connectionWait(String pool, long nanos);

    /** Whether a trace that begins in this JVM is kept. */
    boolean keepsRoot(String traceId);

    /** A connection was closed that was held so long. */
    void connectionUse(String pool, long nanos);
  }

  /**
   * What ends from now on is told; what is in flight only in part.
   *
   * @param own threads of the agent's that send and serve by HTTP: that is no request's
   * @param carries whether outgoing calls carry traces on
   */
  public static void start(Receiver to, ThreadGroup own, boolean carries) {
    ownThreads = own;
    carriesTraces = carries;
    receiver = to;
  }

  /** Nobody listens any more. Threads of the agent's may still send what is left. */
  public static void stop() {
    receiver = null;
    carriesTraces = false;
  }

  static boolean carryTraces() {
    return carriesTraces;
  }

  static boolean areOn() {
    return receiver != null;
  }

  /** Whether the current thread is the agent's. */
  static boolean isOwnThread() {
    ThreadGroup own = ownThreads;
    return own != null && Thread.currentThread().getThreadGroup() == own;
  }

  static boolean keepsRoot(String traceId) {
    Receiver to = receiver;
    return to != null && to.keepsRoot(traceId);
  }

  static void ended(LiveRequest request) {
    Receiver to = receiver;
    if (to != null) {
      to.request(request);
    }
  }

  static void late(LiveRequest request, LiveSpan done) {
    Receiver to = receiver;
    if (to != null) {
      to.late(request, done);
    }
  }

  /** Tells a child of the request, or what is of no request where that is null. */
  static void ended(ActiveRequest request, LiveSpan span) {
    Receiver to = receiver;
    if (request != null) {
      request.tell(span);
    } else if (to != null) {
      to.call(span);
    }
  }

  static void waited(String pool, long nanos) {
    Receiver to = receiver;
    if (to != null) {
      to.connectionWait(pool, nanos);
    }
  }

  static void used(String pool, long nanos) {
    Receiver to = receiver;
    if (to != null) {
      to.connectionUse(pool, nanos);
    }
  }
}
