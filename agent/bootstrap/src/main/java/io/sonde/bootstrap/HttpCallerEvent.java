package io.sonde.bootstrap;

import io.sonde.events.EventNames;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** sonde.HttpCaller: its stack trace is all it is for. */
@Name(EventNames.HTTP_CALLER)
@Label("Outgoing HTTP Caller")
@Category("Sonde")
@Description("Where another service is called from, now and then")
@StackTrace(true)
final class HttpCallerEvent extends Event {
  @Label("Request Id")
  long requestId;

  @Label("Method")
  String method;

  @Label("Host")
  String host;

  @Label("Port")
  int port;

  @Label("Route")
  String route;
}
