package io.sonde.analyzer.rule.gc;

import io.sonde.analyzer.aggregate.CodeOrigin;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.GarbageCollection;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SystemGcCall;
import java.util.List;
import java.util.Optional;

/**
 * Who asked for a collection by System.gc(), and so what to do about it.
 *
 * @param frames of the call, top frame first, without System.gc itself
 */
record SystemGcCaller(List<Frame> frames) {
  /** What calls lead through, above whoever wanted the collection. */
  private static final List<String> GATES = List.of("java.lang.System", "java.lang.Runtime");

  private static final String DIRECT_MEMORY = "java.nio.Bits";
  private static final String REMOTE_OBJECTS = "sun.rmi.transport.GC";

  /** Frames of the caller and of those that call it that are worth naming. */
  private static final int NAMED_FRAMES = 3;

  /** The call that brought a collection about; empty where none was recorded. */
  static Optional<SystemGcCaller> of(Recording recording, GarbageCollection collection) {
    return recording.systemGcCalls().stream()
        .filter(call -> isDuring(call, collection))
        .findFirst()
        .flatMap(call -> of(recording, call));
  }

  /** Who made a call; empty where its stack trace does not tell. */
  static Optional<SystemGcCaller> of(Recording recording, SystemGcCall call) {
    List<Frame> callers =
        recording.stacks().framesOf(call.stack()).stream()
            .filter(frame -> frame.kind().isJava())
            .filter(frame -> !GATES.contains(frame.className()))
            .toList();
    return callers.isEmpty() ? Optional.empty() : Optional.of(new SystemGcCaller(callers));
  }

  private static boolean isDuring(SystemGcCall call, GarbageCollection collection) {
    return call.startNanos() <= collection.startNanos()
        && collection.startNanos() <= call.endNanos();
  }

  /** The application's own frames first, then the one that made the call. */
  List<Location> locations() {
    List<Frame> own =
        frames.stream()
            .filter(frame -> CodeOrigin.of(frame) == CodeOrigin.OWN)
            .limit(NAMED_FRAMES)
            .toList();
    List<Frame> named = own.isEmpty() ? frames.subList(0, 1) : own;
    return named.stream()
        .map(frame -> new Location(frame.className(), frame.methodName(), frame.line()))
        .toList();
  }

  String advice() {
    Location caller = locations().get(0);
    String name = caller.className() + "." + caller.methodName();
    if (calls(DIRECT_MEMORY)) {
      return name
          + " asked for direct memory when there was no more, and the JDK collects the heap to free"
          + " some: use direct buffers again instead of allocating them, or raise"
          + " -XX:MaxDirectMemorySize.";
    }
    if (calls(REMOTE_OBJECTS)) {
      return "RMI collects the heap by a timer to find remote objects: set"
          + " -Dsun.rmi.dgc.server.gcInterval and -Dsun.rmi.dgc.client.gcInterval to hours, or let"
          + " such calls be concurrent with -XX:+ExplicitGCInvokesConcurrent.";
    }
    return "Take the call of System.gc() out of "
        + name
        + ", or let such calls be concurrent with -XX:+ExplicitGCInvokesConcurrent.";
  }

  private boolean calls(String className) {
    return frames.stream()
        .map(Frame::className)
        .anyMatch(name -> name.equals(className) || name.startsWith(className + "$"));
  }
}
