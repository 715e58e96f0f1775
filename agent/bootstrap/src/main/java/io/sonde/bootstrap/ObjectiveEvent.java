package io.sonde.bootstrap;

import io.sonde.events.EventNames;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** sonde.Objective: how many requests kept a promise during one reporting period. */
@Name(EventNames.OBJECTIVE)
@Label("Service Level Objective")
@Category("Sonde")
@Description("Requests of one reporting period that a service level objective is about")
@StackTrace(false)
public final class ObjectiveEvent extends Event {
  @Label("Objective")
  @Description("As it was configured")
  public String objective;

  @Label("Target")
  @Description("Share of requests that are to be good")
  public double target;

  @Label("Bound")
  @Timespan(Timespan.NANOSECONDS)
  @Description("Longest duration of a good request")
  public long boundNanos;

  @Label("Good")
  @Description("Requests that did not fail and took no longer")
  public long good;

  @Label("Total")
  public long total;
}
