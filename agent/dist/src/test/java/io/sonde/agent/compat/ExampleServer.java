package io.sonde.agent.compat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A server with the example applications that its authors ship with it. */
interface ExampleServer {
  /** Makes an instance of its own in an empty folder; returns its port. */
  int prepare(Path base) throws IOException;

  /** Of the JVM, behind its options. */
  List<String> arguments(Path base, int port);

  /** Pages to ask for, first one that is there once the server has started. */
  List<String> paths();

  /** Pages to post something to. */
  default List<String> uploads() {
    return List.of();
  }

  /** Web sockets that send back what they are sent. */
  default List<String> echoes() {
    return List.of();
  }

  /** Methods to time, as in the key {@code include}. */
  String include();

  /** Some of the classes that hold the agent's code while it is attached. */
  List<String> woven();

  /** Some of the routes that its requests have. */
  List<String> routes();

  /** Routes that no request has. */
  default List<String> otherRoutes() {
    return List.of();
  }
}
