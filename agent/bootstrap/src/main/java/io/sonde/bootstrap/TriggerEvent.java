package io.sonde.bootstrap;

import io.sonde.events.EventNames;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** sonde.Trigger: why a recording was written while it went on. */
@Name(EventNames.TRIGGER)
@Label("Trigger")
@Category("Sonde")
@Description("A condition of dump-when held, so the recording was written")
@StackTrace(false)
public final class TriggerEvent extends Event {
  @Label("Condition")
  @Description("As it was configured")
  public String condition;

  @Label("Measured")
  public double measured;

  @Label("Bound")
  public double bound;

  @Label("Unit")
  @Description("Of both: ns, share or threads")
  public String unit;

  @Label("Lasted")
  @Timespan(Timespan.NANOSECONDS)
  @Description("Time since the breach was first seen")
  public long lastedNanos;
}
