package io.sonde.agent.signal;

import io.sonde.bootstrap.LiveRequest;
import io.sonde.bootstrap.LiveSignals;
import io.sonde.bootstrap.LiveSpan;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What has ended and was not told yet: bounded, without a lock, and whoever comes too late is
 * dropped.
 */
final class SignalQueue implements LiveSignals.Receiver {
  /** In spans, of some 150 bytes each: 10 MB; our choice. */
  static final int MOST = 65_536;

  /** A connection that was waited for, or used. */
  record Connection(String pool, long nanos, boolean used) {}

  /** Something that ended after its request. */
  record Late(LiveRequest request, LiveSpan done) {}

  /** The recording was written because a condition held. */
  record Dump(String condition, double measured, String unit, long nanoTime) {}

  private final ConcurrentLinkedQueue<Object> entries = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final LongAdder dropped = new LongAdder();
  private volatile TraceSampling sampling = new TraceSampling();

  @Override
  public void request(LiveRequest request) {
    add(request, weight(request));
  }

  @Override
  public void late(LiveRequest request, LiveSpan done) {
    add(new Late(request, done), 1);
  }

  @Override
  public void call(LiveSpan call) {
    add(call, 1);
  }

  @Override
  public boolean keepsRoot(String traceId) {
    return sampling.keepsRoot(traceId);
  }

  /** Until then all traces that begin here are said to be kept. */
  void use(TraceSampling configured) {
    sampling = configured;
  }

  @Override
  public void connectionWait(String pool, long nanos) {
    add(new Connection(pool, nanos, false), 1);
  }

  @Override
  public void connectionUse(String pool, long nanos) {
    add(new Connection(pool, nanos, true), 1);
  }

  void dumped(Dump dump) {
    add(dump, 1);
  }

  private void add(Object entry, int weight) {
    if (size.get() + weight > MOST) {
      dropped.add(weight);
    } else {
      size.addAndGet(weight);
      entries.add(entry);
    }
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Nobody will take what is there. */
  void clear() {
    entries.clear();
  }

  /** Spans and measurements for which there was no room. */
  long dropped() {
    return dropped.sum();
  }

  /** Hands over all that is there. */
  void drainTo(RequestSignals signals) {
    for (Object entry = entries.poll(); entry != null; entry = entries.poll()) {
      if (entry instanceof LiveRequest request) {
        size.addAndGet(-weight(request));
        signals.tell(request);
      } else if (entry instanceof Late late) {
        size.decrementAndGet();
        signals.tell(late);
      } else if (entry instanceof LiveSpan call) {
        size.decrementAndGet();
        signals.tell(call);
      } else if (entry instanceof Connection connection) {
        size.decrementAndGet();
        signals.tell(connection);
      } else if (entry instanceof Dump dump) {
        size.decrementAndGet();
        signals.tell(dump);
      }
    }
  }

  private static int weight(LiveRequest request) {
    return 1 + request.children().size();
  }
}
