package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.analyzer.model.Chunk;
import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.recording.decode.ChunkHeader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import one.profiler.AsyncProfiler;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings made here and now, by JFR and by async-profiler. */
abstract class RecordingReaderTest {
  @TempDir static Path folder;

  private static Path jfr;
  private static Path profiler;

  @BeforeAll
  static void record() throws IOException {
    jfr = RealRecordings.jfr(folder.resolve("jfr.jfr"));
    profiler = folder.resolve("profiler.jfr");
    AsyncProfiler asyncProfiler = AsyncProfiler.getInstance();
    asyncProfiler.execute(
        "start,event=ctimer,interval=5ms,wall=20ms,alloc=256k,jfropts=0x1f,jfr,file=" + profiler);
    RealRecordings.burn(1_500);
    asyncProfiler.execute("stop");
  }

  abstract RecordingReader reader();

  @Test
  void jfr_becomesFacts() throws IOException {
    Recording recording = read(jfr);
    assertThat(recording.jvm().pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(recording.jvm().cores()).isPositive();
    assertThat(recording.jvm().maxHeapBytes()).isPositive();
    assertThat(recording.chunks())
        .allMatch(chunk -> chunk.producer() == Chunk.Producer.JDK && chunk.finished());
    assertThat(recording.collections()).anyMatch(each -> each.cause().equals("System.gc()"));
    assertThat(recording.pauses()).isNotEmpty();
    assertThat(recording.heap()).anyMatch(each -> each.afterCollection() && each.usedBytes() > 0);
    assertThat(recording.coverage().isEnabled("jdk.GCPhasePause")).isTrue();
    assertThat(recording.coverage().isEnabled("jdk.ThreadPark")).isFalse();
    assertThat(recording.quality().problems()).isEmpty();
  }

  @Test
  void jfr_weighsByTheTimeThatPassed() throws IOException {
    Recording recording = read(jfr);
    long cpu = samples(recording, SampleKind.CPU).totalWeight();
    assertThat(cpu).isPositive();
    assertThat(cpu / (double) recording.coveredNanos())
        .isLessThanOrEqualTo(Runtime.getRuntime().availableProcessors() * 1.1);
    assertThat(share(recording, SampleKind.CPU)).isGreaterThan(0.5);
    assertThat(share(recording, SampleKind.ALLOC)).isGreaterThan(0.5);
    // JFR's own threads may wait for each other, too.
    assertThat(lockWeight(recording, "java.lang.Object")).isGreaterThan(15_000_000);
  }

  @Test
  void asyncProfiler_becomesThreeKinds() throws IOException {
    Recording recording = read(profiler);
    assertThat(recording.chunks())
        .allMatch(chunk -> chunk.producer() == Chunk.Producer.ASYNC_PROFILER);
    assertThat(share(recording, SampleKind.CPU)).isGreaterThan(0.5);
    assertThat(share(recording, SampleKind.ALLOC)).isGreaterThan(0.5);
    SampleTable wall = samples(recording, SampleKind.WALL);
    long here = 0;
    for (int i = 0; i < wall.size(); i++) {
      if (wall.thread(i) >= 0
          && recording.threads().get(wall.thread(i)).name().equals(thisThread())) {
        here += wall.weight(i);
      }
    }
    // One thread cannot have spent more time than passed, and it was there all the time.
    assertThat(here / (double) recording.coveredNanos()).isBetween(0.5, 1.2);
  }

  @Test
  void twoFiles_equalTheirConcatenation() throws IOException {
    Path both = folder.resolve("both.jfr");
    try (OutputStream out = Files.newOutputStream(both)) {
      Files.copy(jfr, out);
      Files.copy(profiler, out);
    }
    Recording apart = reader().read(List.of(jfr, profiler), ReadingProgress.NONE);
    Recording joined = read(both);
    assertThat(joined.coverage()).isEqualTo(apart.coverage());
    assertThat(joined.coveredNanos()).isEqualTo(apart.coveredNanos());
    assertThat(joined.collections()).isEqualTo(apart.collections());
    assertThat(joined.heap()).isEqualTo(apart.heap());
    for (SampleKind kind : apart.samples().keySet()) {
      assertThat(samples(joined, kind).totalWeight()).isEqualTo(samples(apart, kind).totalWeight());
    }
  }

  @Test
  void twoSourcesOfCpu_atTheSameTime_areNotAdded() throws IOException {
    Path outer = folder.resolve("outer.jfr");
    AsyncProfiler asyncProfiler = AsyncProfiler.getInstance();
    asyncProfiler.execute("start,event=ctimer,interval=5ms,jfropts=0x1f,jfr,file=" + outer);
    Path inner = RealRecordings.jfr(folder.resolve("inner.jfr"));
    asyncProfiler.execute("stop");
    Recording both = reader().read(List.of(inner, outer), ReadingProgress.NONE);
    assertThat(samples(read(inner), SampleKind.CPU).size()).isPositive();
    assertThat(samples(both, SampleKind.CPU).totalWeight())
        .isEqualTo(samples(read(outer), SampleKind.CPU).totalWeight());
    assertThat(both.quality().problems())
        .anyMatch(each -> each.kind() == Quality.Kind.OVERLAPPING_SOURCES);
  }

  @Test
  void twoSourcesOfCpu_oneAfterTheOther_bothCount() throws IOException {
    Recording both = reader().read(List.of(jfr, profiler), ReadingProgress.NONE);
    assertThat(samples(both, SampleKind.CPU).totalWeight())
        .isEqualTo(
            samples(read(jfr), SampleKind.CPU).totalWeight()
                + samples(read(profiler), SampleKind.CPU).totalWeight());
    assertThat(both.quality().problems())
        .noneMatch(each -> each.kind() == Quality.Kind.OVERLAPPING_SOURCES);
  }

  /** async-profiler writes its settings into the first chunk alone, and a new one each 100 MB. */
  @Test
  void laterChunks_areWeighedByTheSettingsOfTheFirst() throws IOException {
    Path file = RealRecordings.profilerChunks(folder.resolve("chunks.jfr"), 3);
    Recording whole = read(file);
    assertThat(whole.chunks()).hasSizeGreaterThan(1);
    assertThat(weights(whole)).containsOnly(200_000L);
    List<byte[]> chunks = new ArrayList<>();
    byte[] bytes = Files.readAllBytes(file);
    for (Chunk chunk : whole.chunks()) {
      int start = (int) chunk.offset();
      chunks.add(Arrays.copyOfRange(bytes, start, start + (int) chunk.sizeBytes()));
    }
    Path lastFirst = folder.resolve("chunks-last-first.jfr");
    Path first = folder.resolve("chunks-z.jfr");
    Path later = folder.resolve("chunks-a.jfr");
    write(first, chunks.subList(0, 1));
    write(later, chunks.subList(1, chunks.size()));
    Collections.reverse(chunks);
    write(lastFirst, chunks);
    assertThat(weights(read(lastFirst))).isEqualTo(weights(whole));
    assertThat(weights(reader().read(List.of(later, first), ReadingProgress.NONE)))
        .isEqualTo(weights(whole));
    assertThat(whole.quality().problems()).isEmpty();
    assertThat(read(later).quality().problems())
        .anyMatch(each -> each.what().contains("10 ms of CPU time for each sample were assumed"));
  }

  private static List<Long> weights(Recording recording) {
    SampleTable cpu = samples(recording, SampleKind.CPU);
    return IntStream.range(0, cpu.size()).mapToObj(cpu::weight).toList();
  }

  private static void write(Path file, List<byte[]> chunks) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (byte[] chunk : chunks) {
        out.write(chunk);
      }
    }
  }

  /** The usual order in files of the JDK: a chunk's settings stand behind its first samples. */
  @ParameterizedTest
  @ValueSource(ints = {5, 20, 100})
  void lateSettings_weighTheSamplesBeforeThem(int periodMillis) throws IOException {
    Path file = folder.resolve("late-" + periodMillis + ".jfr");
    long cpu;
    long elapsed;
    try (jdk.jfr.Recording recording = new jdk.jfr.Recording()) {
      recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(periodMillis));
      recording.enable("jdk.ActiveSetting");
      recording.start();
      long cpuBefore = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      long before = System.nanoTime();
      RealRecordings.burn(2_000);
      cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuBefore;
      elapsed = System.nanoTime() - before;
      recording.stop();
      recording.dump(file);
    }
    assertThat(LateSettings.moveIn(file)).isPositive();
    Recording recording = read(file);
    assertThat(recording.coverage().settings())
        .containsEntry("jdk.ExecutionSample#period", periodMillis + "000000 ns");
    SampleTable samples = samples(recording, SampleKind.CPU);
    long here = 0;
    for (int i = 0; i < samples.size(); i++) {
      boolean ours = recording.threads().get(samples.thread(i)).name().equals(thisThread());
      here += ours ? samples.weight(i) : 0;
    }
    assertThat(here).isBetween((long) (cpu * 0.6), (long) (elapsed * 1.25));
  }

  @Test
  void lz4Frames_areRead() throws IOException {
    Path packed = folder.resolve("packed.jfr.lz4");
    try (OutputStream out = new LZ4FrameOutputStream(Files.newOutputStream(packed))) {
      Files.copy(jfr, out);
    }
    assertThat(read(packed).coverage()).isEqualTo(read(jfr).coverage());
  }

  @Test
  void packedStandardInput_isUnpacked() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      Files.copy(jfr, out);
    }
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(bytes.toByteArray()));
    try {
      assertThat(read(Path.of("-")).coverage()).isEqualTo(read(jfr).coverage());
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void pattern_standsForItsFiles() throws IOException {
    Path inside = Files.createDirectory(folder.resolve("pattern"));
    Files.copy(jfr, inside.resolve("a-1.jfr"));
    Files.copy(profiler, inside.resolve("a-2.jfr"));
    Files.writeString(inside.resolve("b.jfr"), "no recording");
    assertThat(read(inside.resolve("a-*.jfr")).chunks())
        .hasSameSizeAs(reader().read(List.of(jfr, profiler), ReadingProgress.NONE).chunks());
    assertThatThrownBy(() -> read(inside.resolve("c-*.jfr")))
        .isInstanceOf(UnreadableRecordingException.class)
        .hasMessageContaining("matches no file");
  }

  /** A file that was copied while it was written, beside the finished one, in either order. */
  @Test
  void chunkThatIsWholeElsewhere_countsOnce_andNothingIsLost() throws IOException {
    Path cut = RealRecordings.cut(jfr, folder.resolve("copied-too-early.jfr"));
    Recording whole = read(jfr);
    assertThat(read(cut).quality().problems())
        .extracting(Quality.Problem::kind)
        .contains(Quality.Kind.TRUNCATED_FILE);
    for (List<Path> files : List.of(List.of(jfr, cut), List.of(cut, jfr))) {
      Recording both = reader().read(files, ReadingProgress.NONE);
      assertThat(both.coverage()).isEqualTo(whole.coverage());
      assertThat(weights(both)).isEqualTo(weights(whole));
      assertThat(both.quality().problems())
          .as(() -> both.quality().problems() + " of " + both.chunks())
          .extracting(Quality.Problem::kind)
          .containsExactly(Quality.Kind.REPEATED_CHUNK);
      assertThat(both.quality().problems().get(0).what()).contains("copied-too-early.jfr");
    }
  }

  /** JFR writes a copy of the chunk's header into its constant pool with each flush. */
  @Test
  void copyOfTheHeaderInsideAChunk_isNoChunk() throws IOException {
    byte[] bytes = Files.readAllBytes(jfr);
    int copy = ChunkHeader.SIZE;
    while (ByteBuffer.wrap(bytes).getInt(copy) != ChunkHeader.MAGIC) {
      copy++;
    }
    assertThat(copy).as("one by a flush, and not the last").isLessThan(bytes.length * 99 / 100);
    Path cut = folder.resolve("cut-behind-header.jfr");
    Files.write(cut, Arrays.copyOf(bytes, copy + 2 * ChunkHeader.SIZE));
    Path unfinished = folder.resolve("unfinished.jfr");
    byte[] open = Arrays.copyOf(bytes, copy + 2 * ChunkHeader.SIZE);
    System.arraycopy(bytes, copy, open, 0, ChunkHeader.SIZE);
    Files.write(unfinished, open);
    assertThat(read(cut).chunks()).hasSize(1);
    assertThat(read(cut).quality().problems())
        .extracting(Quality.Problem::kind)
        .containsExactly(Quality.Kind.TRUNCATED_FILE);
    assertThat(read(unfinished).quality().problems())
        .extracting(Quality.Problem::kind)
        .containsExactly(Quality.Kind.UNFINISHED_CHUNK);
    assertThat(read(unfinished).chunks())
        .extracting(Chunk::sizeBytes)
        .containsExactly((long) copy + ChunkHeader.SIZE);
  }

  @Test
  void chunkThatBeginsDifferently_isNoCopy_howeverAlikeTheHeaders() throws IOException {
    byte[] bytes = Files.readAllBytes(jfr);
    Path cut = folder.resolve("other.jfr");
    byte[] other = Arrays.copyOf(bytes, bytes.length * 9 / 10);
    int inFirstEvents = 2_000;
    other[inFirstEvents] ^= 1;
    Files.write(cut, other);
    Recording both = reader().read(List.of(jfr, cut), ReadingProgress.NONE);
    assertThat(both.quality().problems())
        .extracting(Quality.Problem::kind)
        .doesNotContain(Quality.Kind.REPEATED_CHUNK);
    assertThat(both.chunks()).hasSizeGreaterThan(1);
  }

  @Test
  void gzip_isRead() throws IOException {
    Path zipped = folder.resolve("zipped.jfr");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      Files.copy(jfr, out);
    }
    assertThat(read(zipped).coverage()).isEqualTo(read(jfr).coverage());
  }

  @Test
  void openProfilerChunk_costsThatChunkAlone() throws IOException {
    byte[] finished = Files.readAllBytes(profiler);
    int constantPool = (int) ByteBuffer.wrap(finished).getLong(16);
    byte[] stub = java.util.Arrays.copyOf(finished, constantPool);
    ByteBuffer.wrap(stub).putLong(8, 1 << 30).putLong(16, 0).putLong(24, 0);
    Path killed = folder.resolve("killed.jfr");
    Files.write(killed, Files.readAllBytes(jfr));
    Files.write(killed, stub, java.nio.file.StandardOpenOption.APPEND);
    Recording recording = read(killed);
    assertThat(samples(recording, SampleKind.CPU).totalWeight())
        .isEqualTo(samples(read(jfr), SampleKind.CPU).totalWeight());
    assertThat(recording.quality().problems())
        .anyMatch(each -> each.kind() == Quality.Kind.UNFINISHED_CHUNK && each.lostBytes() > 0);
  }

  @Test
  void everyCut_readsOrIsRefused_andTheLongReadAll() throws IOException {
    byte[] whole = Files.readAllBytes(jfr);
    Path cut = folder.resolve("cut.jfr");
    int withEvents = 0;
    for (int part = 1; part < 20; part++) {
      Files.write(cut, java.util.Arrays.copyOf(whole, whole.length * part / 20));
      try {
        Recording recording = read(cut);
        assertThat(recording.quality().problems())
            .anyMatch(each -> each.kind() == Quality.Kind.TRUNCATED_FILE && each.lostBytes() > 0);
        withEvents += recording.coverage().eventCounts().isEmpty() ? 0 : 1;
      } catch (UnreadableRecordingException refused) {
        assertThat(refused).hasMessageContaining("nothing that can be read");
      }
    }
    assertThat(withEvents).isPositive();
  }

  @Test
  void missingFile_isRefused() {
    assertThatThrownBy(() -> read(folder.resolve("missing.jfr")))
        .isInstanceOf(UnreadableRecordingException.class)
        .hasMessageContaining("does not exist");
  }

  private Recording read(Path file) throws IOException {
    return reader().read(List.of(file), ReadingProgress.NONE);
  }

  private static SampleTable samples(Recording recording, SampleKind kind) {
    SampleTable table = recording.samples(kind);
    assertThat(table).as(kind.id()).isNotNull();
    return java.util.Objects.requireNonNull(table);
  }

  /** Share of this thread's weight below the known work; compilers and collectors run beside it. */
  private static double share(Recording recording, SampleKind kind) {
    SampleTable table = samples(recording, kind);
    long inside = 0;
    long all = 0;
    for (int i = 0; i < table.size(); i++) {
      int thread = table.thread(i);
      if (thread < 0 || !recording.threads().get(thread).name().equals(thisThread())) {
        continue;
      }
      all += table.weight(i);
      boolean known =
          recording.stacks().framesOf(table.stack(i)).stream()
              .anyMatch(frame -> frame.className().equals(RealRecordings.HOT_CLASS));
      inside += known ? table.weight(i) : 0;
    }
    return inside / (double) all;
  }

  /** Time spent waiting for monitors of a class, in ns. */
  private static long lockWeight(Recording recording, String className) {
    SampleTable lock = samples(recording, SampleKind.LOCK);
    long sum = 0;
    for (int i = 0; i < lock.size(); i++) {
      boolean wanted = recording.classNames().get(lock.objectClass(i)).equals(className);
      sum += wanted ? lock.weight(i) : 0;
    }
    return sum;
  }

  private static String thisThread() {
    return Thread.currentThread().getName();
  }
}
