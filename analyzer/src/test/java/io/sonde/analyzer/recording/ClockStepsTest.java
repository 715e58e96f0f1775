package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.recording.decode.ChunkHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wall clock that was set while three chunks were written. */
class ClockStepsTest {
  private static final int START_AT = 32;
  private static final int DURATION_AT = 40;
  private static final long HOUR = 3_600_000_000_000L;

  @TempDir private static Path folder;
  private static byte[] whole;
  private static List<Integer> chunks;

  @BeforeAll
  static void record() throws IOException {
    Path file = folder.resolve("whole.jfr");
    try (jdk.jfr.Recording recording = new jdk.jfr.Recording()) {
      recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
      recording.enable("jdk.CPULoad").withPeriod(Duration.ofMillis(50));
      recording.start();
      for (int chunk = 0; chunk < 3; chunk++) {
        RealRecordings.burn(300);
        if (chunk < 2) {
          newChunk();
        }
      }
      recording.stop();
      recording.dump(file);
    }
    whole = Files.readAllBytes(file);
    chunks = offsets(whole);
    assertThat(chunks).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void clockSetForward_shiftsWhatStandsBefore() throws IOException {
    assertAligned(HOUR, "forward by 60 min");
  }

  @Test
  void clockSetBack_shiftsWhatStandsBefore() throws IOException {
    assertAligned(-HOUR / 2, "back by 30 min");
  }

  @Test
  void smallErrorOfTheFrequency_isNoStep() throws IOException {
    Recording recording = read(new SondeRecordingReader(), stepped(2_000_000));
    assertThat(recording.quality().problems()).extracting(Quality.Problem::kind).isEmpty();
  }

  @Test
  void absurdTimes_areNoSteps() throws IOException {
    for (long start : List.of(Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MIN_VALUE, -1L)) {
      for (long duration : List.of(Long.MAX_VALUE, Long.MIN_VALUE, -1L)) {
        ByteBuffer bytes = ByteBuffer.wrap(whole.clone());
        bytes.putLong(chunks.get(1) + START_AT, start);
        bytes.putLong(chunks.get(1) + DURATION_AT, duration);
        Recording recording = read(new SondeRecordingReader(), bytes.array());
        assertThat(recording.quality().problems())
            .noneMatch(problem -> problem.kind() == Quality.Kind.CLOCK_STEP);
      }
    }
  }

  /** Whatever the order, and in one file or in several. */
  @Test
  void orderAndFiles_doNotMatter() throws IOException {
    byte[] stepped = stepped(HOUR);
    List<Path> files = new ArrayList<>();
    for (int i = chunks.size() - 1; i >= 0; i--) {
      int end = i + 1 < chunks.size() ? chunks.get(i + 1) : stepped.length;
      byte[] chunk = Arrays.copyOfRange(stepped, chunks.get(i), end);
      files.add(Files.write(folder.resolve("chunk" + i + ".jfr"), chunk));
    }
    Recording apart = new SondeRecordingReader().read(files, ReadingProgress.NONE);
    Recording together = read(new SondeRecordingReader(), stepped);
    assertThat(apart.cpuLoads()).isEqualTo(together.cpuLoads());
    assertThat(apart.coveredNanos()).isEqualTo(together.coveredNanos());
  }

  private static void assertAligned(long step, String words) throws IOException {
    for (RecordingReader reader : List.of(new SondeRecordingReader(), new JdkRecordingReader())) {
      Recording expected = read(reader, whole);
      Recording recording = read(reader, stepped(step));
      assertThat(recording.quality().problems())
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.kind()).isEqualTo(Quality.Kind.CLOCK_STEP);
                assertThat(problem.what()).contains(words);
              });
      long tolerance = 50_000_000;
      assertThat(Math.abs(recording.coveredNanos() - expected.coveredNanos()))
          .isLessThan(tolerance);
      SampleTable samples = recording.samples(SampleKind.CPU);
      SampleTable unshifted = expected.samples(SampleKind.CPU);
      assertThat(samples).isNotNull();
      assertThat(unshifted).isNotNull();
      assertThat(samples.size()).isEqualTo(unshifted.size());
      for (int i = 0; i < samples.size(); i++) {
        long difference = samples.timeNanos(i) - unshifted.timeNanos(i) - step;
        assertThat(Math.abs(difference)).isLessThan(tolerance);
      }
    }
  }

  private static Recording read(RecordingReader reader, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("read.jfr"), bytes);
    return reader.read(List.of(file), ReadingProgress.NONE);
  }

  /** The clock is set while the last but one chunk is written. */
  private static byte[] stepped(long nanos) {
    ByteBuffer bytes = ByteBuffer.wrap(whole.clone());
    int before = chunks.get(chunks.size() - 2);
    int after = chunks.get(chunks.size() - 1);
    bytes.putLong(before + DURATION_AT, bytes.getLong(before + DURATION_AT) + nanos);
    bytes.putLong(after + START_AT, bytes.getLong(after + START_AT) + nanos);
    return bytes.array();
  }

  private static List<Integer> offsets(byte[] bytes) {
    List<Integer> offsets = new ArrayList<>();
    for (int at = 0; at < bytes.length; ) {
      offsets.add(at);
      at += (int) ChunkHeader.parse(ByteBuffer.wrap(bytes, at, ChunkHeader.SIZE).slice()).size();
    }
    return offsets;
  }

  private static void newChunk() {
    try (jdk.jfr.Recording second = new jdk.jfr.Recording()) {
      second.enable("jdk.CPULoad");
      second.start();
      second.stop();
    }
  }
}
