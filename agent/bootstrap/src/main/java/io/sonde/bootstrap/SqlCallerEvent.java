package io.sonde.bootstrap;

import io.sonde.events.EventNames;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** sonde.SqlCaller: its stack trace is all it is for. */
@Name(EventNames.SQL_CALLER)
@Label("SQL Caller")
@Category("Sonde")
@Description("Where a statement is called from, now and then")
@StackTrace(true)
final class SqlCallerEvent extends Event {
  @Label("Request Id")
  long requestId;

  @Label("Text")
  String text;

  @Label("Fetch Size")
  @Description("Rows per round trip, as the statement was told; 0: the driver's own, -1: unknown")
  int fetchSize;
}
