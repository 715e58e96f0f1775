package io.sonde.analyzer.recording;

import io.sonde.events.EventNames;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** The agent's events of outgoing HTTP by their names and fields, and calls that write them. */
final class HttpEvents {
  private static final String HOST = "payment";
  private static final int PORT = 8081;

  private HttpEvents() {}

  /** Does the work within a call of a request, and writes where it was called from: here. */
  static void call(long requestId, String route, int status, Runnable work) {
    CallEvent event = begun(requestId, route);
    work.run();
    event.end();
    event.status = status;
    event.commit();
    CallerEvent caller = new CallerEvent();
    caller.requestId = requestId;
    caller.route = route;
    caller.commit();
  }

  /** A call whose answer nobody waits for. */
  static void asynchronous(long requestId, String route) {
    CallEvent event = begun(requestId, route);
    event.end();
    event.asynchronous = true;
    event.status = 0;
    event.error = "java.net.ConnectException";
    event.commit();
  }

  private static CallEvent begun(long requestId, String route) {
    CallEvent event = new CallEvent();
    event.requestId = requestId;
    event.route = route;
    event.begin();
    return event;
  }

  @Name(EventNames.HTTP_CALL)
  @StackTrace(false)
  static final class CallEvent extends Event {
    long requestId;
    String traceId = "";
    String spanId = "";
    String client = "OkHttp";
    String method = "POST";
    String host = HOST;
    int port = PORT;
    String route = "";
    int status;
    String error = "";
    boolean asynchronous;
  }

  @Name(EventNames.HTTP_CALLER)
  @StackTrace
  static final class CallerEvent extends Event {
    long requestId;
    String method = "POST";
    String host = HOST;
    int port = PORT;
    String route = "";
  }
}
