package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.RecordingBuilder;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import jdk.jfr.EventType;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordedThread;
import org.jspecify.annotations.Nullable;

/** The event that the JDK's parser is at. */
final class JdkEvent implements Event {
  private final RecordingBuilder builder;
  private final StackReader stacks;
  private final ThreadReader threads;
  private final Map<RecordedClass, Integer> classNames = new IdentityHashMap<>();
  private final Map<EventType, Map<String, Meaning>> meanings = new IdentityHashMap<>();
  private @Nullable RecordedEvent current;

  JdkEvent(RecordingBuilder builder) {
    this.builder = builder;
    this.stacks = new StackReader(builder);
    this.threads = new ThreadReader(builder);
  }

  /** What a number of a field means. */
  private enum Meaning {
    NOTHING,
    NUMBER,
    FLAG,
    INSTANT,
    SPAN
  }

  void moveTo(RecordedEvent event) {
    current = event;
  }

  private RecordedEvent event() {
    if (current == null) {
      throw new IllegalStateException("no event yet");
    }
    return current;
  }

  @Override
  public long startNanos() {
    return JdkChunkReader.nanos(event().getStartTime());
  }

  @Override
  public long durationNanos() {
    return event().getDuration().toNanos();
  }

  @Override
  public int stack() {
    return stacks.stack(event().getStackTrace());
  }

  @Override
  public int stackHandle() {
    return stack();
  }

  @Override
  public int thread(String field) {
    return event().hasField(field) && event().getValue(field) instanceof RecordedThread thread
        ? threads.thread(thread)
        : -1;
  }

  @Override
  public int className(String field) {
    if (!event().hasField(field) || !(event().getValue(field) instanceof RecordedClass type)) {
      return -1;
    }
    return classNames.computeIfAbsent(
        type, each -> builder.className(JavaNames.ofClass(each.getName())));
  }

  @Override
  public long number(String field) {
    return switch (meaning(field)) {
      case INSTANT -> JdkChunkReader.nanos(event().getInstant(field));
      case SPAN -> event().getDuration(field).toNanos();
      case NUMBER -> event().getLong(field);
      case FLAG -> event().getBoolean(field) ? 1 : 0;
      case NOTHING -> 0;
    };
  }

  private Meaning meaning(String field) {
    return meanings
        .computeIfAbsent(event().getEventType(), type -> new HashMap<>())
        .computeIfAbsent(field, this::find);
  }

  private Meaning find(String path) {
    if (!event().hasField(path)) {
      return Meaning.NOTHING;
    }
    ValueDescriptor field = event().getEventType().getField(path);
    if (field != null && field.getTypeName().equals("boolean")) {
      return Meaning.FLAG;
    }
    if (field != null && field.getAnnotation(Timestamp.class) != null) {
      return Meaning.INSTANT;
    }
    if (field != null && field.getTypeName().equals("boolean")) {
      return Meaning.FLAG;
    }
    return field != null && field.getAnnotation(Timespan.class) != null
        ? Meaning.SPAN
        : Meaning.NUMBER;
  }

  @Override
  public double real(String field) {
    return event().hasField(field) ? event().getDouble(field) : 0;
  }

  @Override
  public String text(String field) {
    return text(event(), field);
  }

  @Override
  public @Nullable Structure structure(String field) {
    return structure(event(), field);
  }

  private static String text(RecordedObject object, String field) {
    return object.hasField(field) && object.getValue(field) instanceof String text ? text : "";
  }

  private static @Nullable Structure structure(RecordedObject object, String field) {
    return object.hasField(field) && object.getValue(field) instanceof RecordedObject inner
        ? new JdkStructure(inner)
        : null;
  }

  /** A structure of the JDK's parser. */
  private record JdkStructure(RecordedObject object) implements Structure {
    @Override
    public long number(String field) {
      return object.hasField(field) ? object.getLong(field) : 0;
    }

    @Override
    public String text(String field) {
      return JdkEvent.text(object, field);
    }

    @Override
    public @Nullable Structure structure(String field) {
      return JdkEvent.structure(object, field);
    }
  }
}
