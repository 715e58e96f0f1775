package io.sonde.bootstrap;

import io.sonde.events.EventNames;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** sonde.ConnectionHold. Begun when the connection has come, ended when it is closed. */
@Name(EventNames.CONNECTION_HOLD)
@Label("Connection Hold")
@Category("Sonde")
@Description("One connection of a pool in use")
@StackTrace(false)
final class ConnectionHoldEvent extends Event {
  @Label("Request Id")
  @Description("In which the connection was asked for")
  long requestId;

  @Label("Pool")
  String pool;

  @Label("Hold Id")
  long holdId;

  @Label("Open")
  @Description("Not closed yet: the duration is that until now")
  boolean open;

  @Label("Leaked")
  @Description("Nobody refers to it any more, and it was never closed")
  boolean leaked;
}
