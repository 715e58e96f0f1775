package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.WaitKind;
import java.util.Locale;

/**
 * What a moment of a request's time went into. At each moment one part holds: of waits that begin
 * together the first in this order.
 */
public enum Part {
  SQL("SQL"),
  HTTP("outgoing HTTP"),
  CONNECTION("waiting for a connection"),
  /** Waiting for a task of the request that had no thread yet. */
  QUEUE("waiting in a queue"),
  IO("I/O on sockets and files"),
  MONITOR("waiting for a monitor"),
  /** Parked, or in {@code Object.wait}: locks, queues, futures. */
  PARK("parked"),
  SLEEP("sleeping"),
  /** An asynchronous request on which no thread worked. */
  SUSPENDED("suspended, no thread at work"),
  GC_PAUSE("GC pause"),
  SAFEPOINT("safepoint"),
  CPU("on CPU"),
  RUNNABLE("runnable, not scheduled"),
  UNEXPLAINED("unexplained");

  private final String words;

  Part(String words) {
    this.words = words;
  }

  /** For people, as a table's label and behind "more". */
  public String words() {
    return words;
  }

  /** For programs: {@code gc-pause}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Part of(WaitKind kind) {
    return switch (kind) {
      case SQL -> SQL;
      case HTTP -> HTTP;
      case CONNECTION -> CONNECTION;
      case SOCKET, FILE -> IO;
      case MONITOR -> MONITOR;
      case OBJECT_WAIT, PARK -> PARK;
      case SLEEP -> SLEEP;
    };
  }
}
