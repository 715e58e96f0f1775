package io.sonde.analyzer.recording;

import com.sun.management.ThreadMXBean;
import io.sonde.events.EventNames;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.HdrHistogram.Histogram;

/** The agent's events of requests by their names and fields, and calls that write them. */
public final class RequestEvents {
  /** Thirteen days, for readers to cut off at the request's end; a larger time means "for ever". */
  static final long UNTIL_THE_END = 1L << 50;

  private static final AtomicLong IDS = new AtomicLong();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private RequestEvents() {}

  /** Does the work within a request of this thread, with its exact CPU time; returns its id. */
  public static long serve(String route, Runnable work) {
    RequestEvent event = begun(route);
    long cpu = THREADS.getCurrentThreadCpuTime();
    work.run();
    event.cpuNanos = THREADS.getCurrentThreadCpuTime() - cpu;
    event.entryNanos = UNTIL_THE_END;
    event.commit();
    return event.requestId;
  }

  /** Trace of the requests of a route, 32 hex digits. */
  public static String trace(String route) {
    return "4bf92f3577b34da6a3ce929d" + HexFormat.of().toHexDigits(route.hashCode());
  }

  /** Begins a request on this thread; what is not set later is unknown. */
  static RequestEvent begun(String route) {
    RequestEvent event = new RequestEvent();
    event.requestId = IDS.incrementAndGet();
    event.route = route;
    event.traceId = trace(route);
    event.entryThread = Thread.currentThread();
    event.begin();
    return event;
  }

  /** Does the work within a task of a request. */
  static void task(long requestId, Runnable work) {
    TaskEvent event = new TaskEvent();
    event.requestId = requestId;
    event.begin();
    long cpu = THREADS.getCurrentThreadCpuTime();
    work.run();
    event.cpuNanos = THREADS.getCurrentThreadCpuTime() - cpu;
    event.commit();
  }

  /** One period of a route whose requests took so long. */
  static void period(String route, int errors, long... durations) {
    RouteTimingEvent event = new RouteTimingEvent();
    event.route = route;
    event.count = durations.length;
    event.errors = errors;
    event.measuredCount = durations.length;
    event.cpuNanos = 10L * durations.length;
    event.allocatedBytes = 100L * durations.length;
    event.sqlCount = 2L * durations.length;
    event.sqlNanos = 20L * durations.length;
    event.connectionNanos = 3L * durations.length;
    event.totalNanos = Arrays.stream(durations).sum();
    event.maxNanos = Arrays.stream(durations).max().orElse(0);
    event.histogram = histogram(durations);
    event.commit();
  }

  private static String histogram(long... nanos) {
    Histogram histogram = new Histogram(3);
    Arrays.stream(nanos).forEach(histogram::recordValue);
    ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(bytes);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
  }

  @Name(EventNames.REQUEST)
  @StackTrace(false)
  static final class RequestEvent extends Event {
    long requestId;
    long parentId;
    String kind = "http";
    String route = "";
    int status = 200;
    String error = "";
    String traceId = "";
    String spanId = "00f067aa0ba902b7";
    String traceSource = "own";
    Thread entryThread;

    @Timespan(Timespan.NANOSECONDS)
    long entryNanos;

    @Timespan(Timespan.NANOSECONDS)
    long cpuNanos = -1;

    @DataAmount long allocatedBytes = -1;

    int weight = 1;
    int sqlCount;

    @Timespan(Timespan.NANOSECONDS)
    long sqlNanos;

    @Timespan(Timespan.NANOSECONDS)
    long connectionNanos;

    long httpCount;

    @Timespan(Timespan.NANOSECONDS)
    long httpNanos;
  }

  @Name(EventNames.TASK)
  @StackTrace(false)
  static final class TaskEvent extends Event {
    long requestId;
    String executor = "servlet-async";

    @Timespan(Timespan.NANOSECONDS)
    long queuedNanos = -1;

    @Timespan(Timespan.NANOSECONDS)
    long cpuNanos = -1;

    @DataAmount long allocatedBytes = -1;
  }

  @Name(EventNames.ROUTE_TIMING)
  @StackTrace(false)
  static final class RouteTimingEvent extends Event {
    String kind = "http";
    String route = "";
    long count;
    long errors;

    @Timespan(Timespan.NANOSECONDS)
    long totalNanos;

    @Timespan(Timespan.NANOSECONDS)
    long maxNanos;

    String histogram = "";

    @Timespan(Timespan.NANOSECONDS)
    long cpuNanos;

    @DataAmount long allocatedBytes;

    long measuredCount;
    long sqlCount;

    @Timespan(Timespan.NANOSECONDS)
    long sqlNanos;

    @Timespan(Timespan.NANOSECONDS)
    long connectionNanos;

    @Timespan(Timespan.NANOSECONDS)
    long periodNanos = 10_000_000_000L;
  }

  /** What an agent wrote that did not look at databases yet. */
  static void olderPeriod(String route) {
    OlderRouteTimingEvent event = new OlderRouteTimingEvent();
    event.route = route;
    event.commit();
  }

  @Name(EventNames.ROUTE_TIMING)
  @StackTrace(false)
  static final class OlderRouteTimingEvent extends Event {
    String kind = "http";
    String route = "";
    long count = 1;
  }
}
