package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.GarbageCollection;
import io.sonde.analyzer.model.GcPause;
import io.sonde.analyzer.model.HeapReading;
import io.sonde.analyzer.model.OldObject;
import io.sonde.analyzer.model.SystemGcCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collections, pauses, heap readings and sampled old objects. */
final class GcSinks {
  /** Longer reference paths are cut; the JVM itself records 200 steps at most. */
  private static final int LONGEST_PATH = 200;

  private GcSinks() {}

  static void addTo(Map<String, EventSink.Factory> sinks) {
    sinks.put("jdk.GarbageCollection", (chunk, type) -> event -> collection(chunk, event));
    sinks.put("jdk.GCPhasePause", (chunk, type) -> event -> pause(chunk, event));
    sinks.put("jdk.SystemGC", (chunk, type) -> event -> systemGc(chunk, event));
    sinks.put(ChunkFacts.HEAP_SUMMARY, GcSinks::heap);
    sinks.put("jdk.OldObjectSample", GcSinks::oldObject);
  }

  private static void collection(ChunkFacts chunk, Event event) {
    chunk
        .builder()
        .collection(
            new GarbageCollection(
                (int) event.number("gcId"),
                event.startNanos(),
                event.text("name"),
                event.text("cause"),
                event.durationNanos(),
                event.number("sumOfPauses"),
                event.number("longestPause")));
  }

  private static void pause(ChunkFacts chunk, Event event) {
    chunk
        .builder()
        .pause(
            new GcPause(
                (int) event.number("gcId"),
                event.startNanos(),
                event.durationNanos(),
                event.text("name")));
  }

  private static void systemGc(ChunkFacts chunk, Event event) {
    chunk
        .builder()
        .systemGcCall(new SystemGcCall(event.startNanos(), event.durationNanos(), event.stack()));
  }

  /** async-profiler's own readings are left out: a timer takes them, not the collection's end. */
  private static EventSink heap(ChunkFacts chunk, EventSink.EventLayout type) {
    if (chunk.isAsyncProfiler()) {
      return event -> {};
    }
    return event -> {
      chunk
          .builder()
          .heap(
              new HeapReading(
                  (int) event.number("gcId"),
                  event.startNanos(),
                  event.number("heapUsed"),
                  event.number("heapSpace.committedSize"),
                  event.text("when").equals("After GC")));
    };
  }

  private static EventSink oldObject(ChunkFacts chunk, EventSink.EventLayout type) {
    boolean hasElements = type.has("arrayElements");
    return event -> {
      Event.Structure object = event.structure("object");
      Event.Structure root = event.structure("root");
      List<String> path = path(object);
      int elements = hasElements ? (int) event.number("arrayElements") : -1;
      chunk
          .builder()
          .oldObject(
              new OldObject(
                  event.startNanos(),
                  event.number("allocationTime"),
                  path.isEmpty() ? "" : path.get(0),
                  Math.max(0, event.number("objectSize")),
                  Math.max(-1, elements),
                  event.number("lastKnownHeapUsage"),
                  event.stack(),
                  path.size() > 1 ? path : List.of(),
                  root == null ? "" : root(root)));
    };
  }

  /** The object's class, then for each holder on the way to the root its class and field. */
  private static List<String> path(Event.@Nullable Structure start) {
    List<String> path = new ArrayList<>();
    Event.Structure object = start;
    String field = "";
    while (object != null && path.size() < LONGEST_PATH) {
      Event.Structure type = object.structure("type");
      String name = type == null ? "[unknown]" : JavaNames.ofInternal(type.text("name"));
      path.add(name + field);
      Event.Structure referrer = object.structure("referrer");
      if (referrer == null) {
        break;
      }
      field = field(referrer);
      object = referrer.structure("object");
    }
    return path;
  }

  private static String field(Event.Structure referrer) {
    Event.Structure field = referrer.structure("field");
    if (field != null && !field.text("name").isEmpty()) {
      return "." + field.text("name");
    }
    Event.Structure array = referrer.structure("array");
    return array != null ? "[" + array.number("index") + "]" : "";
  }

  private static String root(Event.Structure root) {
    String description = root.text("description");
    String where = root.text("type") + ": " + root.text("system");
    return description.isEmpty() ? where : where + " (" + description + ")";
  }
}
