package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.cli.Main;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.profile.CallTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every recording of a folder either reads or is refused in one sentence. The folder is the
 * environment's SONDE_RECORDINGS; recordings that the test makes itself are always among them.
 */
class CorpusTest {
  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> everyRecording_readsOrIsRefusedInOneSentence() throws IOException {
    Path own = RealRecordings.jfr(folder.resolve("own.jfr"));
    Stream<Path> recordings = Stream.of(own, RealRecordings.cut(own, folder.resolve("cut.jfr")));
    String corpus = System.getenv("SONDE_RECORDINGS");
    if (corpus != null && !corpus.isEmpty()) {
      try (Stream<Path> files = Files.list(Path.of(corpus))) {
        List<Path> found = files.filter(each -> each.toString().endsWith(".jfr")).sorted().toList();
        assertThat(found).isNotEmpty();
        recordings = Stream.concat(recordings, found.stream());
      }
    }
    AtomicInteger withEvents = new AtomicInteger();
    return Stream.concat(
        recordings.map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(), () -> withEvents.addAndGet(check(file)))),
        Stream.of(
            DynamicTest.dynamicTest(
                "not all were refused", () -> assertThat(withEvents).hasPositiveValue())));
  }

  @Test
  void wholeRecording_holdsEvents() throws IOException {
    assertThat(check(RealRecordings.jfr(folder.resolve("whole.jfr")))).isEqualTo(1);
  }

  /** 1 when the file reads and holds events, else 0. */
  private static int check(Path file) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Main.run(new PrintWriter(out), new PrintWriter(err), "analyze", file.toString());
    if (exitCode == 3) {
      assertThat(err.toString()).contains(file.toString()).hasLineCount(1).endsWith(".\n");
      return 0;
    }
    assertThat(err.toString()).isEmpty();
    assertThat(exitCode).isZero();
    assertThat(out.toString()).isNotEmpty().doesNotContainPattern("(?m)^\\s*at \\S+\\(|Broke");
    return treesHoldTheirTablesWeight(file).coverage().eventCounts().isEmpty() ? 0 : 1;
  }

  private static Recording treesHoldTheirTablesWeight(Path file) {
    try {
      Recording recording = new SondeRecordingReader().read(List.of(file), ReadingProgress.NONE);
      assertThat(recording.coveredNanos()).isNotNegative();
      for (SampleTable samples : recording.samples().values()) {
        CallTree tree = CallTree.of(recording, samples, CallTree.SampleFilter.ALL, false);
        assertThat(tree.totalWeight()).isEqualTo(samples.totalWeight()).isNotNegative();
        assertThat(tree.sampleCount()).isEqualTo(samples.size());
      }
      return recording;
    } catch (UnreadableRecordingException e) {
      throw new AssertionError(e);
    }
  }
}
