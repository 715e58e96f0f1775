package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.Chunk;
import io.sonde.analyzer.model.Chunk.Producer;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.recording.ChunkSpan.Condition;
import io.sonde.analyzer.recording.decode.ChunkHeader;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What belongs to one chunk while it is read: type ids, settings, and caches of its pools. */
final class ChunkFacts {
  static final String WALL_SAMPLE = "profiler.WallClockSample";
  static final String EXECUTION_SAMPLE = "jdk.ExecutionSample";
  static final String HEAP_SUMMARY = "jdk.GCHeapSummary";

  private final Facts facts;
  private final Producer producer;
  private final Map<Long, String> typeNames;
  private final Map<String, String> settings = new HashMap<>();
  private final Map<String, String> earlierSettings;
  private final Map<String, Long> numbers = new HashMap<>();
  private final WallSamples wall;

  /**
   * @param typeNames of the chunk's event types, by id
   */
  ChunkFacts(Facts facts, Map<Long, String> typeNames) {
    this.facts = facts;
    this.typeNames = typeNames;
    this.wall = new WallSamples(facts.mostSamples() / 2);
    boolean profiler = isOfProfiler(typeNames.values());
    this.producer = profiler ? Producer.ASYNC_PROFILER : Producer.JDK;
    this.earlierSettings = profiler ? facts.profilerSettings() : Map.of();
    facts.typesOfChunk(typeNames.values());
  }

  /** Whether async-profiler wrote a chunk with these types. */
  static boolean isOfProfiler(Collection<String> typeNames) {
    return typeNames.stream().anyMatch(name -> name.startsWith("profiler."));
  }

  Facts facts() {
    return facts;
  }

  RecordingBuilder builder() {
    return facts.builder();
  }

  Producer producer() {
    return producer;
  }

  boolean isAsyncProfiler() {
    return producer == Producer.ASYNC_PROFILER;
  }

  WallSamples wall() {
    return wall;
  }

  @Nullable EventSink sinkFor(String eventType, EventSink.EventLayout layout) {
    EventSink.Factory factory = EventSinks.of(eventType);
    return factory == null ? null : factory.create(this, layout);
  }

  void setting(long typeId, String key, String value) {
    String type = typeNames.get(typeId);
    if (type != null) {
      settings.put(type + "#" + key, value);
      numbers.clear();
    }
  }

  String setting(String key) {
    return settings().getOrDefault(key, "");
  }

  /**
   * async-profiler writes its settings into a recording's first chunk alone, before all samples;
   * JFR into each chunk.
   */
  private Map<String, String> settings() {
    return settings.isEmpty() ? earlierSettings : settings;
  }

  /** A setting that is a whole number; 0 when it is none. Cheap enough to be asked per sample. */
  long number(String key) {
    return numbers.computeIfAbsent(key, wanted -> SettingsReader.number(setting(wanted)));
  }

  /**
   * True when this chunk's execution samples measure elapsed time: async-profiler with {@code
   * event=wall} and no batching writes wall-clock samples under the CPU samples' name.
   */
  boolean executionSamplesAreWall() {
    return isAsyncProfiler() && setting("jdk.ActiveRecording#event").equals("wall");
  }

  /** async-profiler's own heap summaries are not used, so nobody may count on them. */
  void counted(String eventType, long events) {
    if (isAsyncProfiler() && eventType.equals(HEAP_SUMMARY)) {
      return;
    }
    if (isAsyncProfiler() && eventType.equals(EXECUTION_SAMPLE) && settings().isEmpty()) {
      facts.assumedInterval();
    }
    boolean wallInDisguise = eventType.equals(EXECUTION_SAMPLE) && executionSamplesAreWall();
    facts.builder().events(wallInDisguise ? WALL_SAMPLE : eventType, events);
  }

  /**
   * Ends the chunk: settings may follow the samples that they are about, so weights are known only
   * now.
   *
   * @param file its name as the user gave it
   * @param lastEventNanos end of the last event, or 0 without any
   * @param nodes by {@link Event#stackHandle()}; null where those are nodes
   */
  void finish(String file, ChunkSpan chunk, long lastEventNanos, int @Nullable [] nodes) {
    ChunkHeader header = chunk.header();
    boolean finished =
        chunk.condition() == Condition.WHOLE || chunk.condition() == Condition.DAMAGED;
    long seen = Math.max(0, lastEventNanos - header.startNanos());
    long duration = finished && header.durationNanos() > 0 ? header.durationNanos() : seen;
    if (isAsyncProfiler()) {
      facts.clocks().profilerChunk(header);
      facts.profilerChunk(settings);
    }
    SettingsReader.apply(this, settings(), facts.builder());
    wall.finish(WallSamples.nominalNanos(this), facts.sources());
    long period = SettingsReader.periodNanos(setting(EXECUTION_SAMPLE + "#period"));
    facts.sources().endChunk(header.startNanos(), header.startNanos() + duration, period, nodes);
    facts.builder().waits().endChunk(nodes);
    facts.natives().endChunk(header.startNanos());
    facts
        .builder()
        .chunk(
            new Chunk(
                file,
                chunk.offset(),
                chunk.length(),
                header.startNanos(),
                duration,
                producer,
                finished));
  }

  /** Adds an async-profiler or JFR sample to its source. */
  void sample(SampleSource source, Event event, int thread, long weight, int objectClass) {
    sample(source, event, thread, event.stackHandle(), weight, objectClass);
  }

  /**
   * @param stack the event's {@link Event#stackHandle()}, which counts each time it is asked for
   */
  void sample(
      SampleSource source, Event event, int thread, int stack, long weight, int objectClass) {
    facts
        .sources()
        .add(source, event.startNanos(), thread, stack, weight, SampleTable.RUNNABLE, objectClass);
  }
}
