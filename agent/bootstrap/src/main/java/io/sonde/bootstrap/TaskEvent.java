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

/** sonde.Task. */
@Name(EventNames.TASK)
@Label("Task")
@Category("Sonde")
@Description("Work for a request on another thread than it came in on, or there later")
@StackTrace(false)
final class TaskEvent extends Event {
  @Label("Request Id")
  long requestId;

  @Label("Executor")
  String executor;

  @Label("Queued")
  @Description("From submission to start; -1 where it is not known")
  @Timespan(Timespan.NANOSECONDS)
  long queuedNanos;

  @Label("CPU Time")
  @Description("-1 where it is not known")
  @Timespan(Timespan.NANOSECONDS)
  long cpuNanos;

  @Label("Run Queue")
  @Description(
      "Time in which the thread could run and no processor was free; -1 where it is not known")
  @Timespan(Timespan.NANOSECONDS)
  long runQueueNanos;

  @Label("Allocated")
  @Description("-1 where it is not known")
  @DataAmount
  long allocatedBytes;
}
