package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.report.ReportFormat;
import io.sonde.analyzer.rule.Rules;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Chunks read at the same time, each into facts of its own, make the model that one pass makes. */
class ReadingAheadTest {
  private static final SondeRecordingReader IN_TURN = new SondeRecordingReader(chunks -> 1, false);
  private static final SondeRecordingReader AHEAD = new SondeRecordingReader(chunks -> 3, false);

  @TempDir private static Path folder;
  private static List<Path> all = List.of();

  @BeforeAll
  static void findRecordings() throws IOException {
    all = TestRecordings.all(folder).filter(file -> read(IN_TURN, List.of(file)) != null).toList();
  }

  /** Each recording between two others, so that the first chunk of all is not its own. */
  static List<List<Path>> triples() {
    return IntStream.range(0, all.size())
        .mapToObj(i -> List.of(at(i), at(i + 1), at(i + 2)))
        .toList();
  }

  private static Path at(int i) {
    return all.get(i % all.size());
  }

  @ParameterizedTest
  @MethodSource("triples")
  void bothWays_makeTheSameReports(List<Path> files) throws IOException {
    Recording inTurn = IN_TURN.read(files, ReadingProgress.NONE);
    Recording ahead = AHEAD.read(files, ReadingProgress.NONE);
    ReaderAgreementTest.assertSame(ahead, inTurn);
    assertThat(ahead.threads()).isEqualTo(inTurn.threads());
    assertThat(ahead.classNames()).isEqualTo(inTurn.classNames());
    assertThat(ahead.stacks().size()).isEqualTo(inTurn.stacks().size());
    assertThat(ahead.slowCalls()).isEqualTo(inTurn.slowCalls());
    assertThat(ahead.systemGcCalls()).isEqualTo(inTurn.systemGcCalls());
    assertThat(ahead.oldObjects()).isEqualTo(inTurn.oldObjects());
    assertThat(ahead.threadAllocations()).isEqualTo(inTurn.threadAllocations());
    assertThat(ahead.methodTimings()).isEqualTo(inTurn.methodTimings());
    assertThat(ahead.requests().routes()).isEqualTo(inTurn.requests().routes());
    assertThat(NamedRows.waitNumbers(ahead)).isEqualTo(NamedRows.waitNumbers(inTurn));
    assertThat(ahead.sql().texts()).isEqualTo(inTurn.sql().texts());
    for (ReportFormat format : List.of(ReportFormat.JSON, ReportFormat.HTML)) {
      assertThat(report(ahead, format)).isEqualTo(report(inTurn, format));
    }
  }

  /**
   * async-profiler's later chunks are begun before its first one is done, whose settings they need.
   */
  @Test
  void chunksBegunWithoutTheSettingsOfTheFirst_areReadAgain() throws IOException {
    Path before = folder.resolve("before.jfr");
    RealRecordings.jfr(before);
    Path file = RealRecordings.profilerChunks(folder.resolve("chunks.jfr"), 3);
    List<Long> told = new ArrayList<>();
    Recording ahead = AHEAD.read(List.of(before, file), (done, total) -> told.add(done));
    assertThat(told).isSorted().endsWith(Files.size(before) + Files.size(file));
    assertThat(ahead.chunks().stream().filter(chunk -> chunk.file().equals(file.toString())))
        .hasSizeGreaterThan(2);
    SampleTable cpu = Objects.requireNonNull(ahead.samples().get(SampleKind.CPU));
    int last = cpu.size() - 1;
    assertThat(cpu.weight(last)).isEqualTo(200_000);
    assertThat(ahead.quality().problems()).noneMatch(each -> each.what().contains("assumed"));
    ReaderAgreementTest.assertSame(
        ahead, IN_TURN.read(List.of(before, file), ReadingProgress.NONE));
  }

  private static String report(Recording recording, ReportFormat format) throws IOException {
    StringBuilder out = new StringBuilder();
    format.write(new Analysis(recording, List.of("a.jfr"), Rules.evaluate(recording)), out);
    return out.toString();
  }

  private static @Nullable Recording read(RecordingReader reader, List<Path> files) {
    try {
      return reader.read(files, ReadingProgress.NONE);
    } catch (UnreadableRecordingException refused) {
      return null;
    }
  }

  /** As many as processors, two for each, and not more than fit into a quarter of the heap. */
  @Test
  void heapAndProcessorsLimitHowManyAreRead() throws IOException {
    List<ChunkQueue.Item> items = new ArrayList<>();
    Path file = folder.resolve("two.jfr");
    try (OutputStream out = Files.newOutputStream(file)) {
      Files.copy(at(0), out);
    }
    new SondeRecordingReader(
            chunks -> {
              items.addAll(chunks);
              return 1;
            },
            false)
        .read(List.of(file), ReadingProgress.NONE);
    long largest = items.stream().mapToLong(item -> item.inFile().length()).max().orElseThrow();
    assertThat(ChunkQueue.fitting(items, 16, 1_000 * largest)).isEqualTo(8);
    assertThat(ChunkQueue.fitting(items, 16, 12 * largest)).isEqualTo(3);
    assertThat(ChunkQueue.fitting(items, 2, 1_000 * largest)).isEqualTo(1);
    assertThat(ChunkQueue.fitting(items, 16, largest)).isEqualTo(1);
    assertThat(ChunkQueue.fitting(List.of(), 16, largest)).isGreaterThanOrEqualTo(1);
  }
}
