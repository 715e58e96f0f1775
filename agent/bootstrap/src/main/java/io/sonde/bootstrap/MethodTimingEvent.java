package io.sonde.bootstrap;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/**
 * sonde.MethodTiming. JFR asks for it at the end of each chunk, and so also when it closes a
 * recording while the JVM shuts down; in between the agent writes it by a thread of its own.
 */
@Name(io.sonde.events.EventNames.METHOD_TIMING)
@Label("Method Timing")
@Category("Sonde")
@Description("Calls of one instrumented method since its previous event")
@StackTrace(false)
@Period("endChunk")
public final class MethodTimingEvent extends Event {
  @Label("Class")
  public String className;

  @Label("Method")
  public String methodName;

  @Label("Descriptor")
  public String descriptor;

  @Label("Count")
  public long count;

  @Label("Timed Count")
  public long timedCount;

  @Label("Stride")
  @Description("1: every call is timed; N: one in N; 0: calls are only counted")
  public int stride;

  @Label("Total")
  @Timespan(Timespan.NANOSECONDS)
  public long totalNanos;

  @Label("Maximum")
  @Timespan(Timespan.NANOSECONDS)
  public long maxNanos;

  @Label("50th Percentile")
  @Timespan(Timespan.NANOSECONDS)
  public long p50Nanos;

  @Label("90th Percentile")
  @Timespan(Timespan.NANOSECONDS)
  public long p90Nanos;

  @Label("99th Percentile")
  @Timespan(Timespan.NANOSECONDS)
  public long p99Nanos;

  @Label("99.9th Percentile")
  @Timespan(Timespan.NANOSECONDS)
  public long p999Nanos;

  @Label("Histogram")
  @Description("Nanoseconds of the timed calls: HdrHistogram, compressed V2 encoding, in Base64")
  public String histogram;

  @Label("Period")
  @Timespan(Timespan.NANOSECONDS)
  public long periodNanos;
}
