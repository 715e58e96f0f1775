package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.Recording;
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
import java.nio.file.Path;
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

  /** Reads as many chunks at the same time as processors and heap allow. */
  public SondeRecordingReader() {
    this(
        chunks -> {
          Runtime runtime = Runtime.getRuntime();
          return ChunkQueue.fitting(chunks, runtime.availableProcessors(), runtime.maxMemory());
        });
  }

  SondeRecordingReader(ToIntFunction<List<Item>> atATime) {
    this.atATime = atATime;
  }

  @Override
  public Recording read(List<Path> inputs, String jvm, ReadingProgress progress)
      throws UnreadableRecordingException {
    return RecordingPass.read(
        inputs, jvm, progress, new Reading(SondeRecordingReader::readChunk, atATime, false));
  }

  private static boolean readChunk(
      Facts facts, InputFile file, Bytes bytes, ChunkSpan chunk, LongConsumer progress)
      throws IOException {
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
    new Pass(facts, file, chunk, decoded).read(progress);
    return true;
  }

  /** One chunk. */
  private static final class Pass {
    /** An event that ends later than a year after its chunk's start lasts "for ever". */
    private static final long LONGEST_CHUNK_SECONDS = 365L * 24 * 3_600;

    private final Facts facts;
    private final InputFile file;
    private final ChunkSpan chunk;
    private final DecodedChunk decoded;
    private final ChunkFacts chunkFacts;
    private final ChunkEvent.Names names;
    private final long lastPlausibleTicks;
    private long lastTicks = Long.MIN_VALUE;

    private Pass(Facts facts, InputFile file, ChunkSpan chunk, DecodedChunk decoded) {
      this.facts = facts;
      this.file = file;
      this.chunk = chunk;
      this.decoded = decoded;
      Map<Long, String> typeNames = new HashMap<>();
      for (TypeInfo type : decoded.types()) {
        if (type.isEvent()) {
          typeNames.put(type.id(), type.name());
        }
      }
      this.chunkFacts = new ChunkFacts(facts, typeNames);
      this.names = new ChunkEvent.Names(decoded, facts.builder());
      ChunkHeader header = chunk.header();
      double longest = LONGEST_CHUNK_SECONDS * (double) header.ticksPerSecond();
      this.lastPlausibleTicks = (long) (header.startTicks() + longest);
    }

    private void read(LongConsumer progress) throws IOException {
      DecodedChunk.Walk walk = decoded.events(this::handler, progress);
      String stackDamage = names.awaitStacks();
      walk.events().forEach(chunkFacts::counted);
      walk.unreadable().keySet().forEach(facts::oddEvent);
      chunkFacts.finish(file.name(), chunk, lastEventNanos(), names.nodes());
      noteLoss(walk, stackDamage);
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
