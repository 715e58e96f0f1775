package io.sonde.bootstrap;

import io.sonde.events.EventNames;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** sonde.SqlStatement. Ended when the statement is; written when its request is. */
@Name(EventNames.SQL_STATEMENT)
@Label("SQL Statement")
@Category("Sonde")
@Description("One statement that was sent to a database, or a commit or rollback")
@StackTrace(false)
final class SqlStatementEvent extends Event {
  @Label("Request Id")
  long requestId;

  @Label("Text")
  @Description("Normalised: without literals and comments")
  String text;

  @Label("Rows")
  @Description("Yielded by a query, changed by an update or a batch; -1 where it is not known")
  long rows;

  @Label("Batch Size")
  int batchSize;

  @Label("Error")
  @Description("Class of the exception")
  String error;
}
