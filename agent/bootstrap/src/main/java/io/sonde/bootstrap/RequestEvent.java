package io.sonde.bootstrap;

import io.sonde.events.EventNames;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** sonde.Request. Begins with the request; written when it has ended. */
@Name(EventNames.REQUEST)
@Label("Request")
@Category("Sonde")
@Description("One request, from its entry to its end")
@StackTrace(false)
final class RequestEvent extends Event {
  @Label("Request Id")
  long requestId;

  @Label("Parent Id")
  @Description("The request within which this one came in; 0 without")
  long parentId;

  @Label("Kind")
  String kind;

  @Label("Route")
  @Description("Method and path template")
  String route;

  @Label("Status")
  @Description("HTTP status; 0 where there is none")
  int status;

  @Label("Error")
  @Description("Class of the exception that left the entry point")
  String error;

  @Label("Trace Id")
  String traceId;

  @Label("Span Id")
  String spanId;

  @Label("Trace Source")
  String traceSource;

  @Label("Entry Thread")
  Thread entryThread;

  @Label("Time on Entry Thread")
  @Timespan(Timespan.NANOSECONDS)
  long entryNanos;

  @Label("CPU Time")
  @Description("Of all threads for this request; -1 where it is not known")
  @Timespan(Timespan.NANOSECONDS)
  long cpuNanos;

  @Label("Allocated")
  @Description("By all threads for this request; -1 where it is not known")
  @DataAmount
  long allocatedBytes;

  @Label("Run Queue")
  @Description(
      "Time in which its threads could run and no processor was free; -1 where it is not known")
  @Timespan(Timespan.NANOSECONDS)
  long runQueueNanos;

  @Label("Weight")
  @Description("Requests of this route that the event stands for")
  int weight;

  @Label("Messages")
  @Description("Handed to the entry point at once; 0 where they are not counted")
  int messages;

  @Label("SQL Statements")
  long sqlCount;

  @Label("SQL Time")
  @Timespan(Timespan.NANOSECONDS)
  long sqlNanos;

  @Label("Connection Wait")
  @Timespan(Timespan.NANOSECONDS)
  long connectionNanos;

  @Label("Outgoing HTTP Calls")
  long httpCount;

  @Label("Outgoing HTTP Time")
  @Timespan(Timespan.NANOSECONDS)
  long httpNanos;
}
