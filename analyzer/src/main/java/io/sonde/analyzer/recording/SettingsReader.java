package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.unit.JfrDurations;
import java.util.Map;

/** Settings of a chunk: which event types were on, and the periods that samples are weighed by. */
final class SettingsReader {
  private SettingsReader() {}

  static void apply(ChunkFacts chunk, Map<String, String> settings, RecordingBuilder builder) {
    boolean wall = chunk.executionSamplesAreWall();
    settings.forEach(
        (key, value) -> {
          int split = key.lastIndexOf('#');
          String type = key.substring(0, split);
          if (wall && type.equals(ChunkFacts.EXECUTION_SAMPLE)) {
            type = ChunkFacts.WALL_SAMPLE;
          }
          String name = key.substring(split + 1);
          builder.setting(type, name, value);
          if (!chunk.isAsyncProfiler()) {
            chunk.facts().setting(type + "#" + name, value);
          }
          if (name.equals("enabled") && value.equals("true")) {
            builder.enabled(type);
          }
        });
  }

  /** JFR's way to write periods: {@code 20 ms}, {@code 1 s}; 0 when it is no period. */
  static long periodNanos(String text) {
    return JfrDurations.nanos(text);
  }

  /** A whole number, or 0 when the text is none. */
  static long number(String text) {
    return JfrDurations.wholeNumber(text);
  }
}
