package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.ConnectionHold;
import io.sonde.analyzer.model.PoolState;
import io.sonde.analyzer.model.Pools;
import io.sonde.events.EventNames;
import java.util.Map;

/** What pools of connections were like, and who held their connections. */
final class PoolSinks {
  private PoolSinks() {}

  static void addTo(Map<String, EventSink.Factory> sinks) {
    sinks.put(EventNames.POOL_STATE, (chunk, type) -> event -> state(chunk, event));
    sinks.put(EventNames.CONNECTION_HOLD, (chunk, type) -> event -> hold(chunk, event));
    sinks.put(EventNames.CONNECTION_HOLDER, (chunk, type) -> event -> holder(chunk, event));
  }

  private static void state(ChunkFacts chunk, Event event) {
    Pools.Builder pools = chunk.builder().pools();
    pools.state(
        new PoolState(
            event.startNanos(),
            pools.pool(event.text("pool")),
            (int) event.number("active"),
            (int) event.number("mostActive"),
            (int) event.number("idle"),
            (int) event.number("total"),
            (int) event.number("pending"),
            (int) event.number("limit"),
            event.number("acquires"),
            event.number("timeouts"),
            event.number("failures"),
            event.number("waitNanos"),
            event.number("holds"),
            event.number("holdNanos"),
            (int) event.number("openLong"),
            event.number("leaked")));
  }

  private static void hold(ChunkFacts chunk, Event event) {
    Pools.Builder pools = chunk.builder().pools();
    pools.hold(
        new ConnectionHold(
            event.startNanos(),
            event.durationNanos(),
            event.number("requestId"),
            pools.pool(event.text("pool")),
            event.number("holdId"),
            event.number("open") != 0,
            event.number("leaked") != 0));
  }

  private static void holder(ChunkFacts chunk, Event event) {
    chunk
        .builder()
        .pools()
        .holder(event.number("holdId"), event.number("closes") != 0, event.stack(), event.thread());
  }
}
