package io.sonde.analyzer.rule.cpu;

import io.sonde.analyzer.aggregate.HotSpot;
import io.sonde.analyzer.aggregate.Place;
import io.sonde.analyzer.rule.Locations;

/** What to do about a hot spot, from what it calls. */
final class HotPathAdvice {
  private HotPathAdvice() {}

  static String of(HotSpot spot) {
    String name = spot.method().shortName();
    for (Place frame : spot.library()) {
      if (Locations.of(frame).allocates()) {
        return "Allocate less in "
            + name
            + ": reuse objects, or make them smaller; allocation-hot-path names their class.";
      }
      String known = known(frame);
      if (!known.isEmpty()) {
        return "In " + name + ", " + known;
      }
    }
    return spot.library().isEmpty()
        ? "Read the loops of "
            + name
            + " for work that repeats or grows with the square of its input."
        : "Call "
            + spot.library().get(0).shortName()
            + " less often from "
            + name
            + ", or keep its result.";
  }

  private static String known(Place frame) {
    String method = frame.className() + "." + frame.methodName();
    return switch (method) {
      case "java.util.regex.Pattern.compile",
          "java.util.regex.Pattern.<init>",
          "java.lang.String.replaceAll",
          "java.lang.String.matches" ->
          "compile the regular expression once, into a static final Pattern.";
      case "java.util.LinkedList.contains",
          "java.util.LinkedList.indexOf",
          "java.util.ArrayList.contains",
          "java.util.ArrayList.indexOf",
          "java.util.AbstractCollection.contains",
          "java.util.ImmutableCollections$ListN.contains" ->
          "look up in a HashSet or HashMap: a list is searched from its start each time.";
      case "java.util.LinkedList.get", "java.util.LinkedList.node" ->
          "iterate, or use an ArrayList: a linked list walks to the element each time.";
      case "java.util.ArrayList.remove", "java.util.concurrent.CopyOnWriteArrayList.add" ->
          "use a structure that does not copy its array on each change.";
      case "java.lang.Throwable.<init>", "java.lang.Throwable.fillInStackTrace" ->
          "do not throw in the normal flow: filling in the stack trace costs this time.";
      default -> "";
    };
  }
}
