package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.recording.ChunkSpan.Condition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import jdk.jfr.EventType;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Feeds one chunk's events to the model until its end or until the JDK's parser gives up. */
final class JdkChunkReader {
  private static final int PROGRESS_EVENTS = 5_000;

  /** An event that ends later than a year after its chunk's start lasts "forever". */
  private static final long LONGEST_CHUNK_NANOS = 365L * 24 * 3_600 * 1_000_000_000;

  private final Facts facts;
  private final String file;
  private final ChunkSpan chunk;
  private final Map<EventType, TypeCount> types = new IdentityHashMap<>();
  private final JdkEvent current;
  private long events;
  private long lastEventNanos;
  private boolean opened;
  private @Nullable Throwable fault;

  JdkChunkReader(Facts facts, String file, ChunkSpan chunk) {
    this.facts = facts;
    this.file = file;
    this.chunk = chunk;
    this.current = new JdkEvent(facts.builder());
  }

  private static Map<Long, String> names(List<EventType> types) {
    Map<Long, String> names = new HashMap<>();
    types.forEach(type -> names.put(type.getId(), type.getName()));
    return names;
  }

  /** False when the parser could not open the chunk at all. */
  boolean opened() {
    return opened;
  }

  void read(Path path, DoubleConsumer progress) {
    ChunkFacts chunkFacts = null;
    try (RecordingFile recording = new RecordingFile(path)) {
      List<EventType> eventTypes = recording.readEventTypes();
      chunkFacts = new ChunkFacts(facts, names(eventTypes));
      opened = true;
      while (recording.hasMoreEvents()) {
        accept(recording.readEvent(), chunkFacts);
        if (++events % PROGRESS_EVENTS == 0) {
          progress.accept(Math.min(1, events / (double) Math.max(1, chunk.events())));
        }
      }
    } catch (IOException | RuntimeException | InternalError | StackOverflowError damage) {
      fault = damage;
    }
    if (chunkFacts != null) {
      ChunkFacts ended = chunkFacts;
      types.forEach((type, count) -> ended.counted(type.getName(), count.events));
      ended.finish(file, chunk, lastEventNanos, null);
    }
  }

  /** Notes what the parser did not deliver. */
  void noteLoss(Bytes bytes) throws IOException {
    if (fault == null || chunk.condition() != Condition.WHOLE && events >= chunk.events()) {
      return;
    }
    long end = EventWalk.offsetAfter(bytes, chunk.offset(), chunk.length(), events);
    long chunkEnd = chunk.header().startNanos() + chunk.header().durationNanos();
    facts
        .builder()
        .problem(
            new Quality.Problem(
                Quality.Kind.DAMAGED_CHUNK,
                file,
                "A chunk is damaged: "
                    + events
                    + " of its "
                    + chunk.events()
                    + " events were read before the fault ("
                    + reason(fault)
                    + ").",
                chunk.length() - end,
                lastEventNanos == 0 ? 0 : Math.max(0, chunkEnd - lastEventNanos)));
  }

  private void accept(RecordedEvent event, ChunkFacts chunkFacts) {
    EventType type = event.getEventType();
    TypeCount count = types.get(type);
    if (count == null) {
      EventSink.EventLayout layout = field -> type.getField(field) != null;
      count = new TypeCount(chunkFacts.sinkFor(type.getName(), layout));
      types.put(type, count);
    }
    count.events++;
    long end = nanos(event.getEndTime());
    if (end - chunk.header().startNanos() < LONGEST_CHUNK_NANOS) {
      lastEventNanos = Math.max(lastEventNanos, end);
    }
    if (count.sink != null) {
      try {
        current.moveTo(event);
        count.sink.accept(current);
      } catch (RuntimeException oddField) {
        facts.oddEvent(type.getName());
      }
    }
  }

  static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }

  private static String reason(Throwable fault) {
    String message = fault.getMessage();
    return fault.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }

  /** Events of one type in this chunk, and where they go. */
  private static final class TypeCount {
    private final @Nullable EventSink sink;
    private long events;

    private TypeCount(@Nullable EventSink sink) {
      this.sink = sink;
    }
  }
}
