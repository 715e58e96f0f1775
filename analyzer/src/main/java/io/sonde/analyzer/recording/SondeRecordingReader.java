package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.recording.ChunkQueue.Before;
import io.sonde.analyzer.recording.ChunkQueue.Item;
import io.sonde.analyzer.recording.InputFiles.InputFile;
import io.sonde.analyzer.recording.RecordingPass.Reading;
import io.sonde.analyzer.recording.decode.ByteSource;
import io.sonde.analyzer.recording.decode.ChunkHeader;
import io.sonde.analyzer.recording.decode.DamagedChunkException;
import io.sonde.analyzer.recording.decode.DecodedChunk;
import io.sonde.analyzer.recording.decode.DecodedEvent;
import io.sonde.analyzer.recording.decode.EventType;
import io.sonde.analyzer.recording.decode.TypeInfo;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads with our own decoder: driven by each chunk's metadata, so that unknown types and new fields
 * cost nothing, and everything before a damage is used.
 */
public final class SondeRecordingReader implements RecordingReader {
  private final ToIntFunction<List<Item>> atATime;
  private final boolean eachAlone;

  /** Reads as many chunks at the same time as processors and heap allow. */
  public SondeRecordingReader() {
    this(
        chunks -> {
          Runtime runtime = Runtime.getRuntime();
          return ChunkQueue.fitting(chunks, runtime.availableProcessors(), runtime.maxMemory());
        },
        false);
  }

  /**
   * @param eachAlone reads a chunk as if there were no other, as the JDK's parser does; else stack
   *     traces that it lacks are looked for in the one before
   */
  SondeRecordingReader(ToIntFunction<List<Item>> atATime, boolean eachAlone) {
    this.atATime = atATime;
    this.eachAlone = eachAlone;
  }

  @Override
  public Recording read(List<Path> inputs, String jvm, ReadingProgress progress)
      throws UnreadableRecordingException {
    return RecordingPass.read(inputs, jvm, progress, new Reading(this::readChunk, atATime, false));
  }

  private boolean readChunk(Facts facts, Item item, Bytes bytes, LongConsumer progress)
      throws IOException {
    InputFile file = item.file();
    ChunkSpan chunk = item.aligned();
    DecodedChunk decoded;
    try {
      ByteSource source = ByteSource.of(bytes.channel());
      decoded = DecodedChunk.open(source, chunk.offset(), chunk.header());
    } catch (DamagedChunkException damage) {
      facts
          .builder()
          .problem(
              new Quality.Problem(
                  Quality.Kind.DAMAGED_CHUNK,
                  file.name(),
                  "A chunk is damaged and could not be read (" + damage.getMessage() + ").",
                  chunk.length(),
                  Math.max(0, chunk.header().durationNanos())));
      return false;
    }
    new Pass(facts, item, eachAlone ? List.of() : item.before(), decoded).read(progress);
    return true;
  }

  /** One chunk. */
  private static final class Pass {
    /** An event that ends later than a year after its chunk's start lasts "for ever". */
    private static final long LONGEST_CHUNK_SECONDS = 365L * 24 * 3_600;

    private final Facts facts;
    private final InputFile file;
    private final ChunkSpan chunk;
    private final List<Before> before;
    private final DecodedChunk decoded;
    private final ChunkFacts chunkFacts;
    private final ChunkEvent.Names names;
    private final long lastPlausibleTicks;
    private long lastTicks = Long.MIN_VALUE;

    private Pass(Facts facts, Item item, List<Before> before, DecodedChunk decoded) {
      this.facts = facts;
      this.file = item.file();
      this.chunk = item.aligned();
      this.before = before;
      this.decoded = decoded;
      this.chunkFacts = new ChunkFacts(facts, eventTypes(decoded));
      this.names = new ChunkEvent.Names(decoded, facts.builder());
      ChunkHeader header = chunk.header();
      double longest = LONGEST_CHUNK_SECONDS * (double) header.ticksPerSecond();
      this.lastPlausibleTicks = (long) (header.startTicks() + longest);
    }

    /** Names by id. */
    private static Map<Long, String> eventTypes(DecodedChunk chunk) {
      Map<Long, String> names = new HashMap<>();
      for (TypeInfo type : chunk.types()) {
        if (type.isEvent()) {
          names.put(type.id(), type.name());
        }
      }
      return names;
    }

    private void read(LongConsumer progress) throws IOException {
      DecodedChunk.Walk walk = decoded.events(this::handler, progress);
      String stackDamage = names.awaitStacks();
      for (Before each : names.lacksStacks() ? before : List.<Before>of()) {
        addStacks(each);
      }
      walk.events().forEach(chunkFacts::counted);
      walk.unreadable().keySet().forEach(facts::oddEvent);
      chunkFacts.finish(file.name(), chunk, lastEventNanos(), names.nodes());
      noteLoss(walk, stackDamage);
    }

    /**
     * HotSpot takes a monitor's stack trace when the wait begins; where a chunk begins before the
     * wait ends, the event stands in the new one and its stack trace in the old one. Keys run on.
     */
    private void addStacks(Before earlier) throws IOException {
      try (FileChannel channel = FileChannel.open(earlier.file().path(), StandardOpenOption.READ)) {
        DecodedChunk other =
            DecodedChunk.open(
                ByteSource.of(channel), earlier.chunk().offset(), earlier.chunk().header());
        if (ChunkFacts.isOfProfiler(eventTypes(other).values()) == chunkFacts.isAsyncProfiler()) {
          names.addLackingFrom(other);
        }
      } catch (DamagedChunkException damage) {
        // It is told where that chunk is read; what it held stays unknown.
      }
    }

    private DecodedChunk.@Nullable Handler handler(DecodedEvent event) {
      EventType type = event.type();
      EventSink sink = chunkFacts.sinkFor(type.name(), field -> type.field(field) != null);
      if (sink == null) {
        return this::seen;
      }
      type.readAll();
      ChunkEvent view = new ChunkEvent(names, event);
      return current -> {
        seen(current);
        try {
          sink.accept(view);
        } catch (RuntimeException oddField) {
          facts.oddEvent(type.name());
        }
      };
    }

    private void seen(DecodedEvent event) {
      long end = event.endTicks();
      if (end > lastTicks && end < lastPlausibleTicks) {
        lastTicks = end;
      }
    }

    /** 0 when there was no event. */
    private long lastEventNanos() {
      return lastTicks == Long.MIN_VALUE ? 0 : decoded.instantNanos(lastTicks);
    }

    private void noteLoss(DecodedChunk.Walk walk, @Nullable String stackDamage) {
      String pools = decoded.pools().damage();
      String constants = pools == null ? stackDamage : pools;
      if (constants != null) {
        problem(
            "A chunk's constants are damaged: names or stack traces are missing",
            constants,
            decoded.pools().lostBytes(),
            0);
      }
      if (walk.damage() != null) {
        long end = chunk.header().startNanos() + chunk.header().durationNanos();
        long lost = lastEventNanos() == 0 ? 0 : Math.max(0, end - lastEventNanos());
        problem(
            "A chunk is damaged; events after the fault are missing",
            walk.damage(),
            chunk.length() - walk.readBytes(),
            lost);
      }
    }

    private void problem(String what, String why, long bytes, long nanos) {
      facts
          .builder()
          .problem(
              new Quality.Problem(
                  Quality.Kind.DAMAGED_CHUNK, file.name(), what + " (" + why + ").", bytes, nanos));
    }
  }
}
