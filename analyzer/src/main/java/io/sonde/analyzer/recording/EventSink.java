package io.sonde.analyzer.recording;

import org.jspecify.annotations.Nullable;

/** Where the events of one type of one chunk go. */
@FunctionalInterface
interface EventSink {
  void accept(Event event);

  /** Made once per chunk and type, so that fields are looked for once and not for each event. */
  @FunctionalInterface
  interface Factory {
    /** Null where the chunk's events of this type are not needed: they are counted only. */
    @Nullable EventSink create(ChunkFacts chunk, EventLayout type);
  }

  /** An event type of one chunk. */
  interface EventLayout {
    boolean has(String field);
  }
}
