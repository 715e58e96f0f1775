package io.sonde.bootstrap;

import io.sonde.events.EventNames;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** sonde.SqlTemplate: from what a database can plan a statement later. */
@Name(EventNames.SQL_TEMPLATE)
@Label("SQL Template")
@Category("Sonde")
@Description("A statement as a database can plan it, without values")
@StackTrace(false)
final class SqlTemplateEvent extends Event {
  @Label("Text")
  @Description("As in sonde.SqlStatement")
  String text;

  @Label("Template")
  @Description("Parameters and literals numbered, an IN-list as one of them")
  String template;

  @Label("Types")
  @Description("Of the parameters: setters of the statement, kinds of literals")
  String types;
}
