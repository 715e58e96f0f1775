package io.sonde.bootstrap;

import io.sonde.events.EventNames;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** One reading of async-profiler's clock; the event's own start time is JFR's reading. */
@Name(EventNames.CLOCK_ANCHOR)
@Label("Clock Anchor")
@Category("Sonde")
@Description("async-profiler's clock and the system's, read at this event's start time")
@StackTrace(false)
public final class ClockAnchorEvent extends Event {
  @Label("Profiler Ticks")
  @Description("one.profiler.Recording.timestamp()")
  public long profilerTicks;

  @Label("Profiler Ticks per Second")
  @Description("one.profiler.Recording.clockFrequency()")
  public long profilerTicksPerSecond;

  @Label("Epoch Nanos")
  @Description("System clock, nanoseconds since the epoch")
  public long epochNanos;

  @Label("Uncertainty")
  @Description("Time that the readings took together, in nanoseconds")
  public long uncertaintyNanos;
}
