package io.sonde.analyzer.rule;

import io.sonde.analyzer.aggregate.RequestSketch;
import io.sonde.analyzer.model.Chunk;
import io.sonde.analyzer.model.ConnectionHold;
import io.sonde.analyzer.model.CpuLoad;
import io.sonde.analyzer.model.JvmDescription;
import io.sonde.analyzer.model.PoolState;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.WaitKind;
import java.util.List;

/** A minute of a service, in milliseconds after its start, for rules on what users queue for. */
public final class QueueSketch {
  public static final long MS = 1_000_000L;
  private static final long MINUTE = 60_000 * MS;
  private static final int PERIOD = 5_000;

  private final RecordingBuilder builder = new RecordingBuilder();
  private final RequestSketch requests = new RequestSketch(builder, RequestSketch.START);
  private int timeouts;
  private long leaked;

  public QueueSketch() {
    builder.chunk(
        new Chunk("sketch.jfr", 0, 1_000, RequestSketch.START, MINUTE, Chunk.Producer.JDK, true));
  }

  public RequestSketch requests() {
    return requests;
  }

  public RecordingBuilder builder() {
    return builder;
  }

  public QueueSketch enabled(String... events) {
    for (String event : events) {
      builder.enabled(event);
    }
    return this;
  }

  /** Of the states that follow, each. */
  public QueueSketch timeouts(int each) {
    timeouts = each;
    return this;
  }

  /** Of the states that follow, since the start. */
  public QueueSketch leaked(long connections) {
    leaked = connections;
    return this;
  }

  /** The recording holds the JVM's start. */
  public QueueSketch fromStart() {
    builder.jvm(
        new JvmDescription(
            "", "", "", "com.shop.Main", 1, RequestSketch.START, 2, 0, "", "", 0, 0, 0, List.of()));
    return this;
  }

  /** Load of the processors, 0 to 1, once a second. */
  public QueueSketch processors(double load) {
    for (long at = 0; at < MINUTE; at += 1_000 * MS) {
      builder.cpuLoad(new CpuLoad(RequestSketch.START + at, load / 2, 0, load));
    }
    return this;
  }

  /**
   * States of a pool every five seconds, from one time to another.
   *
   * @param limit -1: unknown
   * @param most in use at once
   * @param asked connections in each period
   * @param hold of each connection
   * @param wait for each connection
   */
  public QueueSketch pool(
      int from, int to, int limit, int most, int asked, double hold, double wait) {
    int pool = builder.pools().pool("orders");
    for (int at = from + PERIOD; at <= to; at += PERIOD) {
      builder
          .pools()
          .state(
              new PoolState(
                  RequestSketch.START + at * MS,
                  pool,
                  most,
                  most,
                  Math.max(0, limit - most),
                  limit,
                  wait > hold ? 3 : 0,
                  limit,
                  asked,
                  timeouts,
                  timeouts,
                  Math.round(asked * wait * MS),
                  asked,
                  Math.round(asked * hold * MS),
                  0,
                  leaked));
    }
    return this;
  }

  /**
   * A request on a thread of its own that waits for a connection, holds it and waits meanwhile for
   * something else, then for a statement. All of its time goes into these.
   *
   * @param beside kind of what is done while the connection is held
   * @param holder stack of who closes the connection; empty: unknown
   */
  public QueueSketch holding(
      int at, int wait, int beside, WaitKind kind, int sql, long id, String holder) {
    String thread = "exec-" + id;
    long start = at * MS;
    long taken = start + wait * MS;
    long idle = taken + beside * MS;
    long end = idle + sql * MS;
    long request = requests.request("POST /orders", thread, start, end, 0);
    if (wait > 0) {
      requests.waiting(
          WaitKind.CONNECTION, thread, start, taken, "orders", "", "com.zaxxer.Pool.get");
    }
    if (beside > 0 && kind == WaitKind.HTTP) {
      requests.call(request, thread, taken, idle, "POST pay:80/");
    } else if (beside > 0) {
      requests.waiting(
          kind, thread, taken, idle, "", "", "com.shop.Orders.place > com.shop.Pay.ask");
    }
    requests.statement(request, thread, idle, end, "insert ?");
    if (holder.isEmpty()) {
      builder
          .pools()
          .hold(
              new ConnectionHold(
                  RequestSketch.START + taken,
                  end - taken,
                  request,
                  builder.pools().pool("orders"),
                  0,
                  false,
                  false));
    } else {
      requests.hold("orders", request, id, taken, end, false, holder);
    }
    return this;
  }

  public Recording build() {
    return builder.build();
  }
}
