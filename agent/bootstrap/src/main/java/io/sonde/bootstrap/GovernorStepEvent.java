package io.sonde.bootstrap;

import io.sonde.events.EventNames;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** sonde.GovernorStep: one probe was turned down, or up again. */
@Name(EventNames.GOVERNOR_STEP)
@Label("Governor Step")
@Category("Sonde")
@Description("The governor turned one probe down to keep the overhead budget, or up again")
@StackTrace(false)
public final class GovernorStepEvent extends Event {
  @Label("Probe")
  @Description("method, or events: those of requests and SQL")
  public String probe;

  @Label("Class")
  public String className;

  @Label("Method")
  public String methodName;

  @Label("Descriptor")
  public String descriptor;

  @Label("From")
  @Description("exact, 1/N or count only; for events what the caps are divided by")
  public String from;

  @Label("To")
  public String to;

  @Label("Reason")
  public String reason;

  @Label("Calls per Second")
  public double callsPerSecond;

  @Label("Cost Before")
  @Description("CPU time of all probes in a second, as estimated")
  @Timespan(Timespan.NANOSECONDS)
  public long costBeforeNanos;

  @Label("Cost After")
  @Description("The same with this step, at the same number of calls")
  @Timespan(Timespan.NANOSECONDS)
  public long costAfterNanos;

  @Label("Budget")
  @Description("CPU time in a second that all probes may take")
  @Timespan(Timespan.NANOSECONDS)
  public long budgetNanos;
}
