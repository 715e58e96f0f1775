package io.sonde.bootstrap;

import io.sonde.events.EventNames;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** sonde.ConnectionAcquire. Ended when the connection has come; written when its request is. */
@Name(EventNames.CONNECTION_ACQUIRE)
@Label("Connection Acquire")
@Category("Sonde")
@Description("One connection asked for of a pool")
@StackTrace(false)
final class ConnectionAcquireEvent extends Event {
  @Label("Request Id")
  long requestId;

  @Label("Pool")
  @Description("Its own name, else the class of the data source")
  String pool;

  @Label("Error")
  @Description("Class of the exception")
  String error;
}
