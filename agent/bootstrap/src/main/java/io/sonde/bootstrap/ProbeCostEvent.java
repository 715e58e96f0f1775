package io.sonde.bootstrap;

import io.sonde.events.EventNames;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** sonde.ProbeCost: what one call of a probe costs here, as the governor reckons. */
@Name(EventNames.PROBE_COST)
@Label("Probe Cost")
@Category("Sonde")
@Description("What one call of a probe costs on this machine, measured when the recording began")
@StackTrace(false)
public final class ProbeCostEvent extends Event {
  @Label("Probe")
  public String probe;

  @Label("Cost")
  @Description("Nanoseconds of a call: the least round's mean")
  public double costNanos;

  @Label("Rounds")
  public int rounds;

  @Label("Calls per Round")
  public int callsPerRound;

  @Label("Bounded")
  @Description("The measured value was absurd and a bound stands in its place")
  public boolean bounded;
}
