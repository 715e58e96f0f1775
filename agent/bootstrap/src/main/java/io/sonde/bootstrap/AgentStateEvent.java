package io.sonde.bootstrap;

import io.sonde.events.EventNames;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/**
 * What the agent did; all counts are cumulative. JFR asks for it at the end of each chunk, and so
 * also when it closes a recording while the JVM shuts down; in between the agent writes it.
 */
@Name(EventNames.AGENT_STATE)
@Label("Agent State")
@Category("Sonde")
@Description("What the agent itself did since it was attached; errors since the JVM started")
@StackTrace(false)
@Period("endChunk")
public final class AgentStateEvent extends Event {
  @Label("Probe Calls")
  public long probeCalls;

  @Label("Instrumented Methods")
  public int instrumentedMethods;

  @Label("Failed Classes")
  @Description("Classes that should have been instrumented and could not be")
  public int failedClasses;

  @Label("Suppressed Errors")
  @Description("Errors of probes that were kept from the application")
  public long suppressedErrors;

  @Label("Dropped Slow Calls")
  @Description("Calls above slow-call that were too many for one second, and so have no event")
  public long droppedSlowCalls;

  @Label("Budget")
  @Description("CPU time in a second that all probes may take; 0: the governor is off or idle")
  @Timespan(Timespan.NANOSECONDS)
  public long budgetNanos;

  @Label("Estimated Cost")
  @Description("CPU time of all probes in the last second: calls multiplied with calibrated costs")
  @Timespan(Timespan.NANOSECONDS)
  public long estimatedCostNanos;

  @Label("Least Cost")
  @Description("The same with all that can be turned down turned down: exact counts remain")
  @Timespan(Timespan.NANOSECONDS)
  public long leastCostNanos;

  @Label("Throttled Methods")
  @Description("Methods that are timed less than configured, now")
  public int throttledMethods;

  @Label("Turned Down")
  @Description("What is turned down now, one probe per line, at most 20")
  public String turnedDown;

  @Label("Settings")
  @Description("One key=value per line, secrets masked")
  public String settings;
}
