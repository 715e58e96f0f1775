package io.sonde.bootstrap;

import io.sonde.events.EventNames;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** sonde.ConnectionHolder: its stack trace is all it is for. */
@Name(EventNames.CONNECTION_HOLDER)
@Label("Connection Holder")
@Category("Sonde")
@Description("Who asks for a connection, now and then, and who closes one, by the time it was held")
@StackTrace(true)
final class ConnectionHolderEvent extends Event {
  @Label("Request Id")
  long requestId;

  @Label("Pool")
  String pool;

  @Label("Hold Id")
  @Description("As in sonde.ConnectionHold")
  long holdId;

  @Label("Closes")
  @Description("Whether it closes the connection; else it has just got it")
  boolean closes;
}
