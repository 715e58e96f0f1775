package io.sonde.bootstrap;

import io.sonde.events.EventNames;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** sonde.RouteTiming: exact, whatever is sampled of sonde.Request. */
@Name(EventNames.ROUTE_TIMING)
@Label("Route Timing")
@Category("Sonde")
@Description("Requests of one route that ended since its previous event")
@StackTrace(false)
public final class RouteTimingEvent extends Event {
  @Label("Kind")
  public String kind;

  @Label("Route")
  public String route;

  @Label("Count")
  public long count;

  @Label("Errors")
  public long errors;

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
  @Description("Nanoseconds of the requests: HdrHistogram, compressed V2 encoding, in Base64")
  public String histogram;

  @Label("CPU Time")
  @Timespan(Timespan.NANOSECONDS)
  public long cpuNanos;

  @Label("Allocated")
  @DataAmount
  public long allocatedBytes;

  @Label("Measured Count")
  @Description("Requests whose CPU time and allocated bytes are known")
  public long measuredCount;

  @Label("SQL Statements")
  public long sqlCount;

  @Label("SQL Time")
  @Timespan(Timespan.NANOSECONDS)
  public long sqlNanos;

  @Label("Connection Wait")
  @Timespan(Timespan.NANOSECONDS)
  public long connectionNanos;

  @Label("Outgoing HTTP Calls")
  public long httpCount;

  @Label("Outgoing HTTP Time")
  @Timespan(Timespan.NANOSECONDS)
  public long httpNanos;

  @Label("Period")
  @Timespan(Timespan.NANOSECONDS)
  public long periodNanos;
}
