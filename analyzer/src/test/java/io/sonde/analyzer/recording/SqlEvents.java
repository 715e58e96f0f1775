package io.sonde.analyzer.recording;

import io.sonde.events.EventNames;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** The agent's events of databases by their names and fields, and calls that write them. */
final class SqlEvents {
  static final String POOL = "com.zaxxer.hikari.HikariDataSource";

  private SqlEvents() {}

  /** Does the work within a statement of a request. */
  static void statement(long requestId, String text, Runnable work) {
    StatementEvent event = new StatementEvent();
    event.requestId = requestId;
    event.text = text;
    event.begin();
    work.run();
    event.end();
    event.commit();
  }

  /** Writes where a statement is called from: here. */
  static void caller(long requestId, String text) {
    CallerEvent event = new CallerEvent();
    event.requestId = requestId;
    event.text = text;
    event.commit();
  }

  /** Writes from what a statement can be planned. */
  static void template(String text, String template, String types) {
    TemplateEvent event = new TemplateEvent();
    event.text = text;
    event.template = template;
    event.types = types;
    event.commit();
  }

  /** Does the work within a wait for a connection. */
  static void connection(long requestId, Runnable work) {
    ConnectionEvent event = new ConnectionEvent();
    event.requestId = requestId;
    event.begin();
    work.run();
    event.end();
    event.commit();
  }

  @Name(EventNames.SQL_STATEMENT)
  @StackTrace(false)
  static final class StatementEvent extends Event {
    long requestId;
    String text = "";
    long rows = -1;
    int batchSize = 1;
    String error = "";
  }

  @Name(EventNames.SQL_CALLER)
  @StackTrace
  static final class CallerEvent extends Event {
    long requestId;
    String text = "";
  }

  @Name(EventNames.SQL_TEMPLATE)
  @StackTrace(false)
  static final class TemplateEvent extends Event {
    String text = "";
    String template = "";
    String types = "";
  }

  @Name(EventNames.CONNECTION_ACQUIRE)
  @StackTrace(false)
  static final class ConnectionEvent extends Event {
    long requestId;
    String pool = POOL;
    String error = "";
  }
}
