package io.sonde.bootstrap;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** What is told live of a request once it has ended. */
final class RequestSpans {
  /** Of one request; our choice: a tree of more is no longer read by anybody. */
  static final int MOST = 1_000;

  /** Of the request itself. */
  private final long id = newId();

  private final List<LiveSpan> children = new ArrayList<>();
  private String scheme = "http";
  private int dropped;

  /** Null until the request has ended. */
  private LiveRequest told;

  /** Random, as OpenTelemetry asks for; never 0, which stands for none. */
  static long newId() {
    long id;
    do {
      id = ThreadLocalRandom.current().nextLong();
    } while (id == 0);
    return id;
  }

  long id() {
    return id;
  }

  void scheme(String ofUrl) {
    scheme = ofUrl;
  }

  /** What ends after the request, as a task that its answer did not wait for, is told alone. */
  void add(LiveSpan child) {
    LiveRequest ended = keep(child);
    if (ended != null) {
      LiveSignals.late(ended, child);
    }
  }

  /** Returns the request where it has ended. */
  private synchronized LiveRequest keep(LiveSpan child) {
    if (told == null && children.size() < MOST) {
      children.add(child);
    } else if (told == null) {
      dropped++;
    }
    return told;
  }

  /**
   * Hands the request over.
   *
   * @param parentId span of the request within which it came in, or 0
   */
  synchronized void end(
      RequestEvent event,
      long start,
      long now,
      long parentId,
      TraceIdentity trace,
      RequestWork work) {
    told =
        new LiveRequest(
            id,
            parentId,
            start,
            now,
            event.kind,
            event.route,
            event.kind == Requests.HTTP ? scheme : "",
            event.status,
            event.error,
            trace.traceId(),
            trace.callerId(),
            trace.isSampledByCaller(),
            work.cpuNanos(),
            work.allocatedBytes(),
            children,
            dropped);
    LiveSignals.ended(told);
  }
}
