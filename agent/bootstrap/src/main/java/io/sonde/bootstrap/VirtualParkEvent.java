package io.sonde.bootstrap;

import io.sonde.events.EventNames;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;

/** sonde.VirtualPark. Its threshold is that of the JDK's parks in our recordings. */
@Name(EventNames.VIRTUAL_PARK)
@Label("Virtual Park")
@Category("Sonde")
@Description("A virtual thread that works for a request was parked")
@Threshold("1 ms")
final class VirtualParkEvent extends Event {
  @Label("Request Id")
  long requestId;

  @Label("Class Parked On")
  Class<?> parkedClass;
}
