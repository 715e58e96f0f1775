package io.sonde.bootstrap;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** sonde.TransformFailure. */
@Name(io.sonde.events.EventNames.TRANSFORM_FAILURE)
@Label("Transform Failure")
@Category("Sonde")
@Description("A class that should have been instrumented and could not be")
@StackTrace(false)
public final class TransformFailureEvent extends Event {
  @Label("Class")
  public String className;

  @Label("Reason")
  public String reason;
}
