package io.sonde.bootstrap;

import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Event;

/**
 * What the entry thread of a request did, statement by statement, until it is known whether the
 * request is written. An event is of the thread that commits it, so only the entry thread's can
 * wait. Guarded by the request.
 */
final class RequestDetails {
  /** Statements and connections of a request that are written one by one, and its tasks. */
  static final int MOST = 1_000;

  private final Thread thread = Thread.currentThread();

  /** Null when it was written or dropped. */
  private List<Event> events = new ArrayList<>();

  /** Of the request's entry. */
  Thread thread() {
    return thread;
  }

  /** Whether the event waits for the request's end; else it is left to the caller. */
  boolean keep(Event event) {
    if (events == null || Thread.currentThread() != thread) {
      return false;
    }
    if (events.size() < MOST) {
      events.add(event);
    }
    return true;
  }

  /** How many wait. */
  int number() {
    return events == null ? 0 : events.size();
  }

  void write() {
    if (events != null) {
      for (Event event : events) {
        event.commit();
      }
      events = null;
    }
  }

  void drop() {
    events = null;
  }

  /**
   * The request is not written, but the one around it, whose time this is as well, may be; then the
   * details are its own.
   */
  void handOver(ActiveRequest outer) {
    if (events != null && outer != null) {
      for (Event each : events) {
        if (each instanceof SqlStatementEvent) {
          ((SqlStatementEvent) each).requestId = outer.id();
        } else if (each instanceof ConnectionAcquireEvent) {
          ((ConnectionAcquireEvent) each).requestId = outer.id();
        } else if (each instanceof HttpCallEvent) {
          ((HttpCallEvent) each).requestId = outer.id();
        } else if (each instanceof ConnectionHoldEvent) {
          ((ConnectionHoldEvent) each).requestId = outer.id();
        }
        outer.detail(each);
      }
    }
    drop();
  }
}
