package io.sonde.bootstrap;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** sonde.SlowCall. Its start lies in the past when the call proves slow: see {@link PastStart}. */
@Name(io.sonde.events.EventNames.SLOW_CALL)
@Label("Slow Call")
@Category("Sonde")
@Description("One call of an instrumented method that took longer than the threshold")
@StackTrace(true)
final class SlowCallEvent extends Event {
  @Label("Class")
  String className;

  @Label("Method")
  String methodName;
}
