package io.sonde.bootstrap;

import java.lang.ref.ReferenceQueue;

/** A connection that a pool has handed out, from then until it is closed. */
final class ConnectionHold extends WeakIdentity {
  private final ConnectionHoldEvent event = new ConnectionHoldEvent();
  private final Pool pool;
  private final long startNanoTime;

  /** In which it was asked for; null outside of requests, and once that has ended. */
  private ActiveRequest request;

  private boolean closed;

  ConnectionHold(
      Object connection,
      ReferenceQueue<Object> queue,
      Pool pool,
      ActiveRequest request,
      long startNanoTime) {
    super(connection, queue);
    this.pool = pool;
    this.request = request;
    this.startNanoTime = startNanoTime;
    event.requestId = request == null ? 0 : request.id();
    event.begin();
  }

  Pool pool() {
    return pool;
  }

  /**
   * Writes who has just got the connection.
   *
   * @param id that its other events have, too
   */
  void writeHolder(long id) {
    event.holdId = id;
    writeStack(false);
  }

  /** The connection is closed by the current thread. Short holds are not worth a lock. */
  void end(long now) {
    long nanos = now - startNanoTime;
    boolean wantsCloser = pool.released(nanos, now);
    LiveSignals.used(pool.name(), nanos);
    ActiveRequest known = request;
    if (nanos >= Pools.slowHoldNanos()) {
      endLong();
    } else if (known != null) {
      endShort(known, wantsCloser);
    }
  }

  private void endShort(ActiveRequest known, boolean wantsCloser) {
    event.pool = pool.name();
    if (wantsCloser) {
      findId();
    }
    event.end();
    known.hold(event);
    if (wantsCloser) {
      writeStack(true);
    }
  }

  private synchronized void endLong() {
    closed = true;
    event.pool = pool.name();
    event.open = false;
    findId();
    event.end();
    event.commit();
    writeStack(true);
  }

  private void findId() {
    if (event.holdId == 0) {
      event.holdId = ConnectionHolds.nextId();
    }
  }

  private void writeStack(boolean closes) {
    ConnectionHolderEvent holder = new ConnectionHolderEvent();
    holder.requestId = event.requestId;
    holder.pool = pool.name();
    holder.holdId = event.holdId;
    holder.closes = closes;
    holder.commit();
  }

  /** For the reporting thread: lets go of a request that has ended. */
  void forgetEndedRequest() {
    ActiveRequest known = request;
    if (known != null && known.hasEnded()) {
      request = null;
    }
  }

  /** The connection will never be closed. */
  void forgetRequest() {
    request = null;
  }

  boolean isLong(long now) {
    return now - startNanoTime >= Pools.slowHoldNanos();
  }

  /** For the reporting thread: the connection is not closed yet. */
  synchronized void writeOpen(boolean leaked) {
    if (closed) {
      return;
    }
    event.pool = pool.name();
    event.open = true;
    event.leaked = leaked;
    findId();
    event.end();
    event.commit();
  }
}
