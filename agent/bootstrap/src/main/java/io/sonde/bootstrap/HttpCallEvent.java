package io.sonde.bootstrap;

import io.sonde.events.EventNames;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** sonde.HttpCall. Ended when the answer has come; written when its request is. */
@Name(EventNames.HTTP_CALL)
@Label("Outgoing HTTP Call")
@Category("Sonde")
@Description("One request that was sent to another service")
@StackTrace(false)
final class HttpCallEvent extends Event {
  @Label("Request Id")
  long requestId;

  @Label("Trace Id")
  String traceId;

  @Label("Span Id")
  String spanId;

  @Label("Client")
  @Description("The library that sent it")
  String client;

  @Label("Method")
  String method;

  @Label("Host")
  String host;

  @Label("Port")
  int port;

  @Label("Route")
  @Description("The path without query, identifiers replaced")
  String route;

  @Label("Status")
  @Description("0 where no answer came")
  int status;

  @Label("Error")
  @Description("Class of the exception")
  String error;

  @Label("Asynchronous")
  @Description("The thread that sent it did not wait for the answer")
  boolean asynchronous;
}
