package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.profile.CallTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for any recordings, however they are cut up and put together. */
class ReadingLawsTest {
  private static final int SHUFFLES = 20;
  private static final long SEED = 25;

  @TempDir private static Path folder;

  /** Chunks of several recorders. */
  private static final List<byte[]> CHUNKS = new ArrayList<>();

  @BeforeAll
  static void record() throws IOException {
    for (int i = 0; i < 3; i++) {
      Path own = Files.createDirectory(folder.resolve("set" + i));
      for (Path file : TestRecordings.small(own)) {
        byte[] bytes = Files.readAllBytes(file);
        for (int start = 0; start < bytes.length; ) {
          int size = (int) ByteBuffer.wrap(bytes).getLong(start + Long.BYTES);
          CHUNKS.add(Arrays.copyOfRange(bytes, start, start + size));
          start += size;
        }
      }
    }
    assertThat(CHUNKS).hasSizeGreaterThanOrEqualTo(6);
  }

  @Test
  void weightsOfATree_sumToTheRecordings() throws IOException {
    Recording recording = read(file("all.jfr", CHUNKS));
    assertThat(recording.samples()).isNotEmpty();
    for (SampleTable samples : recording.samples().values()) {
      for (boolean reversed : new boolean[] {false, true}) {
        CallTree tree = CallTree.of(recording, samples, CallTree.SampleFilter.ALL, reversed);
        assertThat(tree.totalWeight()).isEqualTo(samples.totalWeight());
        assertThat(tree.sampleCount()).isEqualTo(samples.size());
      }
    }
  }

  @Test
  void severalFiles_areTheirConcatenation() throws IOException {
    Random random = new Random(SEED);
    Recording whole = read(file("whole.jfr", CHUNKS));
    for (int i = 0; i < SHUFFLES; i++) {
      int cut = 1 + random.nextInt(CHUNKS.size() - 1);
      Path first = file("first.jfr", CHUNKS.subList(0, cut));
      Path second = file("second.jfr", CHUNKS.subList(cut, CHUNKS.size()));
      assertSameFacts(read(first, second), whole);
    }
  }

  @Test
  void orderOfChunks_doesNotMatter() throws IOException {
    Recording inOrder = read(file("ordered.jfr", CHUNKS));
    List<byte[]> shuffled = new ArrayList<>(CHUNKS);
    for (int i = 0; i < SHUFFLES; i++) {
      Collections.shuffle(shuffled, new Random(SEED + i));
      assertSameFacts(read(file("shuffled.jfr", shuffled)), inOrder);
    }
  }

  /** All but where in which file something stood. */
  private static void assertSameFacts(Recording one, Recording other) {
    assertThat(one.jvm()).isEqualTo(other.jvm());
    assertThat(one.coverage()).isEqualTo(other.coverage());
    assertThat(one.collections()).isEqualTo(other.collections());
    assertThat(one.heap()).isEqualTo(other.heap());
    assertThat(one.cpuLoads()).isEqualTo(other.cpuLoads());
    assertThat(one.coveredNanos()).isEqualTo(other.coveredNanos());
    assertThat(one.samples().keySet()).isEqualTo(other.samples().keySet());
    for (SampleKind kind : other.samples().keySet()) {
      assertThat(ReaderAgreementTest.samples(one, kind))
          .as(kind.name())
          .containsExactlyInAnyOrderElementsOf(ReaderAgreementTest.samples(other, kind));
    }
  }

  private static Path file(String name, List<byte[]> chunks) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, new byte[0]);
    for (byte[] chunk : chunks) {
      Files.write(file, chunk, java.nio.file.StandardOpenOption.APPEND);
    }
    return file;
  }

  private static Recording read(Path... files) throws IOException {
    return new SondeRecordingReader().read(List.of(files), ReadingProgress.NONE);
  }
}
