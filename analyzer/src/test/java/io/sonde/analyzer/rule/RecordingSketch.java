package io.sonde.analyzer.rule;

import io.sonde.analyzer.model.Chunk;
import io.sonde.analyzer.model.CpuLoad;
import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.FrameKind;
import io.sonde.analyzer.model.GarbageCollection;
import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.GcPause;
import io.sonde.analyzer.model.HeapReading;
import io.sonde.analyzer.model.Incident;
import io.sonde.analyzer.model.IncidentKind;
import io.sonde.analyzer.model.JvmDescription;
import io.sonde.analyzer.model.OldObject;
import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.SystemGcCall;
import io.sonde.analyzer.model.ThreadRef;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Builds recordings in code, in seconds, MB and words. A stack is written root first: {@code
 * "java.lang.Thread.run > com.shop.Cart.total"}; a frame in brackets is native.
 */
public final class RecordingSketch {
  public static final long START = 1_700_000_000_000_000_000L;
  public static final long MB = 1_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final long CPU_SAMPLE_NANOS = 10_000_000L;

  private final RecordingBuilder builder = new RecordingBuilder();
  private final double seconds;
  private int gcId;
  private int cores = 2;
  private long maxHeapBytes = 1_000 * MB;
  private String mainClass = "com.shop.Main";
  private String youngCollector = "G1New";
  private String oldCollector = "G1Old";
  private double cpuLimit;
  private long jvmStart = START - 3600 * SECOND;

  private RecordingSketch(double seconds) {
    this.seconds = seconds;
    long nanos = nanos(seconds);
    builder.chunk(new Chunk("sketch.jfr", 0, 1000, START, nanos, Chunk.Producer.JDK, true));
  }

  public static RecordingSketch lasting(double seconds) {
    return new RecordingSketch(seconds);
  }

  public RecordingSketch cores(int count) {
    cores = count;
    return this;
  }

  /** Of the container, in cores. */
  public RecordingSketch cpuLimit(double limit) {
    cpuLimit = limit;
    return this;
  }

  public RecordingSketch maxHeap(long bytes) {
    maxHeapBytes = bytes;
    return this;
  }

  /** The recording holds the JVM's start; else it was an hour ago. */
  public RecordingSketch fromStart() {
    jvmStart = START;
    return this;
  }

  public RecordingSketch mainClass(String name) {
    mainClass = name;
    return this;
  }

  /** CPU samples of 10 ms each, spread evenly over the recording, on thread "worker". */
  public RecordingSketch cpu(int samples, String stack) {
    return cpu(samples, "worker", stack);
  }

  public RecordingSketch cpu(int samples, String thread, String stack) {
    builder.enabled("jdk.ExecutionSample");
    boolean java = !thread.contains("GC") && !thread.contains("Compiler");
    int threadIndex = builder.thread(new ThreadRef(thread, java ? 31 : 0, 77, false));
    int node = builder.stacks().stack(frames(stack));
    for (int i = 0; i < samples; i++) {
      long time = START + nanos(seconds * (i + 0.5) / samples);
      builder
          .samples(SampleKind.CPU)
          .add(time, threadIndex, node, CPU_SAMPLE_NANOS, SampleTable.RUNNABLE, -1);
      builder.event("jdk.ExecutionSample");
    }
    return this;
  }

  /** Allocated bytes in 200 samples, spread evenly over the recording. */
  public RecordingSketch alloc(long bytes, String className, String stack) {
    int node = builder.stacks().stack(frames(stack));
    int thread = builder.thread(new ThreadRef("worker", 31, 77, false));
    int type = builder.className(className);
    for (int i = 0; i < 200; i++) {
      long time = START + nanos(seconds * (i + 0.5) / 200);
      builder.samples(SampleKind.ALLOC).add(time, thread, node, bytes / 200, (byte) 0, type);
      builder.event("jdk.ObjectAllocationSample");
    }
    return this;
  }

  /** Native memory that nothing freed. */
  public RecordingSketch unfreed(double at, long bytes, String stack) {
    int node = builder.stacks().stack(frames(stack));
    int thread = builder.thread(new ThreadRef("worker", 31, 77, false));
    builder
        .samples(SampleKind.NATIVE)
        .add(START + nanos(at), thread, node, bytes, SampleTable.STATE_UNKNOWN, -1);
    builder.event("profiler.Malloc");
    builder.event("profiler.Free");
    return this;
  }

  /** CPU load once a second; shares of all cores. */
  public RecordingSketch cpuLoad(double jvm, double machine) {
    for (double at = 0.5; at < seconds; at++) {
      builder.cpuLoad(new CpuLoad(START + nanos(at), jvm, 0, machine));
      builder.event("jdk.CPULoad");
    }
    return this;
  }

  /** A collection that is one pause, with the heap before and after. */
  public RecordingSketch collection(
      double at, String name, String cause, double pauseMillis, long before, long after) {
    long start = START + nanos(at);
    long pause = (long) (pauseMillis * 1e6);
    int id = gcId++;
    builder.collection(new GarbageCollection(id, start, name, cause, pause, pause, pause));
    builder.pause(new GcPause(id, start, pause, "GC Pause"));
    builder.heap(new HeapReading(id, start, before, maxHeapBytes, false));
    builder.heap(new HeapReading(id, start + pause, after, maxHeapBytes, true));
    builder.event("jdk.GarbageCollection");
    builder.event("jdk.GCPhasePause");
    builder.event("jdk.GCHeapSummary");
    return this;
  }

  /** A call of System.gc() that waits for a full collection. */
  public RecordingSketch systemGc(double at, double pauseMillis, String stack) {
    long start = START + nanos(at);
    int node = builder.stacks().stack(frames(stack));
    long waited = (long) (pauseMillis * 1e6) + 2_000_000;
    builder.systemGcCall(new SystemGcCall(start - 1_000_000, waited, node));
    builder.event("jdk.SystemGC");
    return collection(at, "G1Full", "System.gc()", pauseMillis, 50 * MB, 20 * MB);
  }

  public RecordingSketch young(double at, double pauseMillis, long before, long after) {
    return collection(at, "G1New", "G1 Evacuation Pause", pauseMillis, before, after);
  }

  /** An object that is alive at the end. */
  public RecordingSketch oldObject(double allocatedAt, String className, String stack) {
    return oldObjectWrittenAt(seconds, allocatedAt, className, stack);
  }

  public RecordingSketch oldObjectWrittenAt(
      double writtenAt, double allocatedAt, String className, String stack) {
    int node = builder.stacks().stack(frames(stack));
    long end = START + nanos(writtenAt);
    long allocated = START + nanos(allocatedAt);
    List<String> path = List.of(className, "java.util.HashMap$Node", "com.shop.Sessions.map");
    builder.oldObject(
        new OldObject(end, allocated, className, 64, -1, 10 * MB, node, path, "Class: Sessions"));
    builder.event("jdk.OldObjectSample");
    return this;
  }

  /** Readings of a gauge, {@code every} so many seconds; the value by the seconds that passed. */
  public RecordingSketch gauge(
      String eventType, Gauge gauge, String label, double every, DoubleUnaryOperator value) {
    builder.enabled(eventType);
    for (double at = every / 2; at < seconds; at += every) {
      builder.gauges().add(gauge, label, START + nanos(at), value.applyAsDouble(at));
    }
    return this;
  }

  /**
   * Something that happened.
   *
   * @param thread whom it is about; its Java id comes from its name
   * @param subject may be empty
   */
  public RecordingSketch incident(
      double at,
      String eventType,
      IncidentKind kind,
      String thread,
      String subject,
      long amount,
      String stack) {
    int index = builder.thread(new ThreadRef(thread, 1_000L + thread.hashCode(), 0, false));
    int node = stack.isEmpty() ? 0 : builder.stacks().stack(frames(stack));
    int name = subject.isEmpty() ? -1 : builder.className(subject);
    builder.incidents().add(new Incident(kind, START + nanos(at), 0, index, node, name, amount, 1));
    builder.event(eventType);
    return this;
  }

  /** Young and old collector as the configuration names them. */
  public RecordingSketch collectors(String young, String old) {
    youngCollector = young;
    oldCollector = old;
    return this;
  }

  public RecordingSketch enabled(String... eventTypes) {
    for (String type : eventTypes) {
      builder.enabled(type);
    }
    return this;
  }

  public RecordingSketch problem(Quality.Kind kind, long lostBytes, long lostNanos) {
    builder.problem(new Quality.Problem(kind, "", "A sentence.", lostBytes, lostNanos));
    return this;
  }

  public RecordingSketch problem(Quality.Kind kind, double lostShare) {
    builder.problem(new Quality.Problem(kind, "", "A sentence.", 0, 0, lostShare));
    return this;
  }

  public RecordingSketch stackSamples(int whole, int truncated) {
    for (int i = 0; i < whole + truncated; i++) {
      builder.countStackSamples(1, i < truncated);
    }
    return this;
  }

  /** For what the sketch has no word for. */
  public RecordingBuilder builder() {
    return builder;
  }

  public Recording build() {
    builder.jvm(
        new JvmDescription(
            "OpenJDK",
            "17",
            "",
            mainClass,
            1,
            jvmStart,
            cores,
            0,
            youngCollector,
            oldCollector,
            maxHeapBytes,
            0,
            cpuLimit,
            List.of()));
    return builder.build();
  }

  private static long nanos(double seconds) {
    return (long) (seconds * SECOND);
  }

  /** Top frame first. */
  public static List<Frame> frames(String stack) {
    List<Frame> topFirst = new ArrayList<>();
    for (String each : stack.split(" > ")) {
      topFirst.add(0, frame(each.strip()));
    }
    return topFirst;
  }

  private static Frame frame(String text) {
    if (text.startsWith("[")) {
      return new Frame("", text.substring(1, text.length() - 1), 0, FrameKind.NATIVE);
    }
    boolean interpreted = text.startsWith("interpreted ");
    String name = interpreted ? text.substring(12) : text;
    int colon = name.indexOf(':');
    int line = colon < 0 ? 0 : Integer.parseInt(name.substring(colon + 1));
    String method = colon < 0 ? name : name.substring(0, colon);
    int dot = method.lastIndexOf('.');
    FrameKind kind = interpreted ? FrameKind.INTERPRETED : FrameKind.JIT_COMPILED;
    return new Frame(method.substring(0, dot), method.substring(dot + 1), line, kind);
  }
}
