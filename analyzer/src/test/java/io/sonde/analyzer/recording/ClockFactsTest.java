package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.recording.decode.ChunkHeader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockFactsTest {
  private static final long CHUNK_START_NANOS = 1_700_000_000_000_000_000L;
  private static final long CHUNK_NANOS = 30_000_000_000L;
  private static final long ANCHOR_AFTER_NANOS = 1_000_000_000L;

  /**
   * Frequencies as seen with time-stamp ticks: nominal in the anchor, measured in the header; then
   * those of two different clocks.
   */
  @ParameterizedTest
  @CsvSource({
    "2500000000, 2499998860, 0, 0",
    "2500000000, 2499998860, 5, 1",
    "2500000000, 2500003172, -5, 1",
    "1000000000, 1000000000, 5, 1",
    "1000000000, 2500003172, 5, 0"
  })
  void residualIsTold_whereBothReadOneClock(
      long anchorFrequency, long chunkFrequency, int errorMillis, int expected) {
    ClockFacts clocks = new ClockFacts();
    clocks.profilerChunk(header(chunkFrequency));
    clocks.anchor(
        CHUNK_START_NANOS + ANCHOR_AFTER_NANOS + errorMillis * 1_000_000L,
        chunkFrequency * ANCHOR_AFTER_NANOS / 1_000_000_000L,
        anchorFrequency,
        1_000);
    RecordingBuilder builder = new RecordingBuilder();
    clocks.finish(builder);
    assertThat(builder.build().quality().problems())
        .filteredOn(each -> each.kind() == Quality.Kind.CLOCK_RESIDUAL)
        .hasSize(expected);
  }

  private static ChunkHeader header(long ticksPerSecond) {
    return new ChunkHeader(
        2, 0, 1_000, 100, 200, CHUNK_START_NANOS, CHUNK_NANOS, 0, ticksPerSecond, 0, 0);
  }
}
