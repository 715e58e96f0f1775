package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Chunk;
import io.sonde.analyzer.model.ConnectionHold;
import io.sonde.analyzer.model.DatabaseUse;
import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.FrameKind;
import io.sonde.analyzer.model.GcPause;
import io.sonde.analyzer.model.HttpUse;
import io.sonde.analyzer.model.PoolState;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.Request;
import io.sonde.analyzer.model.RequestTask;
import io.sonde.analyzer.model.Route;
import io.sonde.analyzer.model.Safepoint;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.SqlStatement;
import io.sonde.analyzer.model.ThreadRef;
import io.sonde.analyzer.model.Wait;
import io.sonde.analyzer.model.WaitKind;
import java.util.stream.IntStream;

/** Recordings of requests, built in code. Times are nanoseconds after the recording's start. */
public final class RequestSketch {
  public static final long START = 1_700_000_000_000_000_000L;
  public static final long UNKNOWN = -1;

  private final RecordingBuilder builder;
  private final long start;
  private long runQueueNanos = UNKNOWN;
  private DatabaseUse database = DatabaseUse.UNKNOWN;
  private String kind = "http";
  private String trace = "";
  private long parent;
  private long lastId;

  public RequestSketch() {
    this(new RecordingBuilder(), START);
    builder.chunk(
        new Chunk("sketch.jfr", 0, 1_000, START, 10_000_000_000L, Chunk.Producer.JDK, true));
  }

  /** Adds requests to what a builder holds already, from that time on. */
  public RequestSketch(RecordingBuilder builder, long start) {
    this.builder = builder;
    this.start = start;
  }

  /** A request that its entry thread works on until its end; returns its id. */
  public long request(String route, String thread, long from, long to, long cpu) {
    return request(route, thread, from, to, to - from, cpu, 1);
  }

  /** Of the requests that follow: their kind, and the request that they came in within, or 0. */
  public RequestSketch within(long outer, String ofKind) {
    parent = outer;
    kind = ofKind;
    return this;
  }

  public long request(
      String route, String thread, long from, long to, long entry, long cpu, double weight) {
    int index = builder.requests().route(new Route(kind, route));
    builder
        .requests()
        .add(
            new Request(
                ++lastId,
                parent,
                index,
                start + from,
                to - from,
                thread(thread),
                entry,
                200,
                -1,
                trace,
                cpu,
                UNKNOWN,
                weight,
                database,
                HttpUse.UNKNOWN,
                runQueueNanos));
    return lastId;
  }

  /** Of the requests that follow: 32 hex digits, or empty. */
  public RequestSketch trace(String id) {
    trace = id;
    return this;
  }

  /** Of the requests that follow: ready to run while no processor was free. */
  public RequestSketch runQueue(long nanos) {
    runQueueNanos = nanos;
    return this;
  }

  /** Of the requests that follow. */
  public RequestSketch database(long statements, long nanos, long connectionNanos) {
    database = new DatabaseUse(statements, nanos, connectionNanos);
    return this;
  }

  public RequestSketch task(long request, String thread, long from, long to, long cpu) {
    return task(request, thread, 0, from, to, cpu);
  }

  /**
   * @param queued time before {@code from} in which it waited for its thread
   */
  public RequestSketch task(
      long request, String thread, long queued, long from, long to, long cpu) {
    builder
        .requests()
        .add(
            new RequestTask(
                request, thread(thread), start + from, to - from, queued, cpu, UNKNOWN));
    return this;
  }

  public RequestSketch waiting(WaitKind kind, String thread, long from, long to) {
    return waiting(kind, thread, from, to, "", "", "java.lang.Object.wait");
  }

  /**
   * @param lock class, or empty
   * @param owner thread, or empty
   * @param stack class and method of each frame, root first, with {@code >} between them; {@code
   *     [unknown]} for none
   */
  public RequestSketch waiting(
      WaitKind kind, String thread, long from, long to, String lock, String owner, String stack) {
    return waiting(kind, thread, from, to, lock, owner, stack, lock.hashCode());
  }

  /**
   * @param monitor as {@link Wait#monitor()}
   */
  RequestSketch waiting(
      WaitKind kind,
      String thread,
      long from,
      long to,
      String lock,
      String owner,
      String stack,
      long monitor) {
    int lockClass = lock.isEmpty() ? -1 : builder.className(lock);
    int ownerThread = owner.isEmpty() ? -1 : thread(owner);
    builder
        .waits()
        .add(
            new Wait(
                start + from,
                to - from,
                kind,
                thread(thread),
                stack(stack),
                lockClass,
                ownerThread,
                monitor));
    return this;
  }

  /** A statement of a request, with its wait. */
  public RequestSketch statement(long request, String thread, long from, long to, String text) {
    builder
        .sql()
        .add(
            new SqlStatement(
                start + from,
                to - from,
                thread(thread),
                request,
                builder.sql().text(text),
                -1,
                1,
                false));
    return waiting(WaitKind.SQL, thread, from, to);
  }

  /**
   * The same, with what is known of a driver.
   *
   * @param rows that it yields
   * @param batch statements in it
   */
  public RequestSketch statement(
      long request, String thread, long from, long to, String text, long rows, int batch) {
    builder
        .sql()
        .add(
            new SqlStatement(
                start + from,
                to - from,
                thread(thread),
                request,
                builder.sql().text(text),
                rows,
                batch,
                false));
    return waiting(WaitKind.SQL, thread, from, to);
  }

  /** A caller that was seen in a request. */
  public RequestSketch callerWithin(long request, String text, String stack) {
    builder.sql().callerWithin(builder.sql().text(text), stack(stack), request);
    return this;
  }

  /** An outgoing call of a request, with its wait. */
  public RequestSketch call(long request, String thread, long from, long to, String text) {
    builder
        .httpCalls()
        .add(
            new SqlStatement(
                start + from,
                to - from,
                thread(thread),
                request,
                builder.httpCalls().text(text),
                200,
                1,
                false));
    return waiting(WaitKind.HTTP, thread, from, to);
  }

  /**
   * @param stack as of {@link #waiting}
   */
  public RequestSketch caller(String text, String stack) {
    builder.sql().caller(builder.sql().text(text), stack(stack), 1);
    return this;
  }

  /**
   * @param stack as of {@link #waiting}
   */
  public RequestSketch callerOfCall(String text, String stack) {
    builder.httpCalls().caller(builder.httpCalls().text(text), stack(stack), 1);
    return this;
  }

  /**
   * A connection in use and who closed it, or who took it where it is open.
   *
   * @param stack as of {@link #waiting}
   */
  public RequestSketch hold(
      String pool, long request, long id, long from, long to, boolean open, String stack) {
    int number = builder.pools().pool(pool);
    builder
        .pools()
        .hold(new ConnectionHold(start + from, to - from, request, number, id, open, false));
    builder.pools().holder(id, !open, stack(stack), -1);
    return this;
  }

  /** A pool of ten as it is at one time, after so many were handed out, with such waits in all. */
  public RequestSketch pool(
      String pool, long at, int active, int pending, long acquires, long waits) {
    builder
        .pools()
        .state(
            new PoolState(
                start + at,
                builder.pools().pool(pool),
                active,
                active,
                10 - active,
                10,
                pending,
                10,
                acquires,
                1,
                2,
                waits,
                acquires,
                acquires * 1_000,
                0,
                0));
    return this;
  }

  private int stack(String text) {
    int node = 0;
    for (String each : text.split(" > ")) {
      int dot = each.lastIndexOf('.');
      Frame frame =
          dot < 0
              ? new Frame("", each, 0, FrameKind.UNKNOWN)
              : new Frame(
                  each.substring(0, dot), each.substring(dot + 1), 7, FrameKind.JIT_COMPILED);
      node = builder.stacks().child(node, builder.stacks().frame(frame));
    }
    return node;
  }

  public RequestSketch pause(long from, long to) {
    builder.pause(new GcPause(1, start + from, to - from, "GC Pause"));
    return this;
  }

  public RequestSketch safepoint(long from, long stopped, long to) {
    builder.safepoint(new Safepoint(1, start + from, start + stopped, start + to));
    return this;
  }

  public RequestSketch sample(SampleKind kind, String thread, long at, long weight, byte state) {
    return sample(kind, thread, at, weight, state, "com.shop.Shop.serve");
  }

  public RequestSketch sample(
      SampleKind kind, String thread, long at, long weight, byte state, String stack) {
    builder.samples(kind).add(start + at, thread(thread), stack(stack), weight, state, -1);
    return this;
  }

  public RequestSketch cpu(String thread, long at, long weight) {
    return sample(SampleKind.CPU, thread, at, weight, SampleTable.RUNNABLE);
  }

  public RequestSketch runnable(String thread, long at, long weight) {
    return sample(SampleKind.WALL, thread, at, weight, SampleTable.RUNNABLE);
  }

  /** A thread's Java id is made from its name, so that equal names are one thread. */
  public int thread(String name) {
    return builder.thread(new ThreadRef(name, 100_000 + name.hashCode() % 10_000, 0, false));
  }

  /** For what the sketch has no word for. */
  public RecordingBuilder builder() {
    return builder;
  }

  public Recording build() {
    return builder.build();
  }

  /** All requests of a recording, by index. */
  public static int[] all(Recording recording) {
    return IntStream.range(0, recording.requests().table().size()).toArray();
  }
}
