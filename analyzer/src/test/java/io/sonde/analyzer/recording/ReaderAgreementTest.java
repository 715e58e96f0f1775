package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.ThreadRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our reader and the reference make the same model of every recording that both can read. */
class ReaderAgreementTest {
  @TempDir private static Path folder;

  /** DecoderCompatibilityTest says why the JDK's parser is wrong on this one. */
  private static final String MISREAD_BY_THE_JDK = "openjdk_jmc_pid1.jfr";

  static Stream<Path> recordings() throws IOException {
    return TestRecordings.all(folder)
        .filter(file -> !file.getFileName().toString().equals(MISREAD_BY_THE_JDK));
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void bothReaders_makeTheSameModel(Path file) throws UnreadableRecordingException {
    Recording jdk = read(new JdkRecordingReader(), file);
    Recording ours = read(new SondeRecordingReader(chunks -> 1, true), file);
    if (jdk == null) {
      return;
    }
    assertThat(ours).isNotNull();
    assertSame(ours, jdk);
  }

  private static @Nullable Recording read(RecordingReader reader, Path file) {
    try {
      return reader.read(List.of(file), ReadingProgress.NONE);
    } catch (UnreadableRecordingException refused) {
      return null;
    }
  }

  static void assertSame(Recording ours, Recording jdk) {
    assertThat(ours.jvm()).isEqualTo(jdk.jvm());
    assertThat(ours.session()).isEqualTo(jdk.session());
    assertThat(ours.chunks()).isEqualTo(jdk.chunks());
    assertThat(ours.coverage()).isEqualTo(jdk.coverage());
    assertThat(ours.collections()).isEqualTo(jdk.collections());
    assertThat(ours.pauses()).isEqualTo(jdk.pauses());
    assertThat(ours.heap()).isEqualTo(jdk.heap());
    assertThat(ours.cpuLoads()).isEqualTo(jdk.cpuLoads());
    assertThat(ours.agentStates()).isEqualTo(jdk.agentStates());
    assertThat(ours.quality()).isEqualTo(jdk.quality());
    assertThat(ours.oldObjects()).hasSameSizeAs(jdk.oldObjects());
    for (int i = 0; i < ours.oldObjects().size(); i++) {
      assertThat(ours.oldObjects().get(i))
          .usingRecursiveComparison()
          .ignoringFields("stack")
          .isEqualTo(jdk.oldObjects().get(i));
    }
    assertThat(ours.safepoints()).isEqualTo(jdk.safepoints());
    assertThat(NamedRows.requests(ours)).isEqualTo(NamedRows.requests(jdk));
    assertThat(NamedRows.tasks(ours)).isEqualTo(NamedRows.tasks(jdk));
    assertThat(NamedRows.waits(ours)).isEqualTo(NamedRows.waits(jdk));
    assertThat(NamedRows.statements(ours)).isEqualTo(NamedRows.statements(jdk));
    assertThat(NamedRows.calls(ours)).isEqualTo(NamedRows.calls(jdk));
    assertThat(NamedRows.callers(ours)).isEqualTo(NamedRows.callers(jdk));
    assertThat(ours.requests().timings()).isEqualTo(jdk.requests().timings());
    assertThat(ours.samples().keySet()).isEqualTo(jdk.samples().keySet());
    for (SampleKind kind : jdk.samples().keySet()) {
      assertThat(samples(ours, kind)).as(kind.name()).isEqualTo(samples(jdk, kind));
    }
  }

  /** A sample with its names instead of indices. */
  record Sample(
      long timeNanos,
      @Nullable ThreadRef thread,
      List<Frame> frames,
      long weight,
      byte state,
      String className) {}

  static List<Sample> samples(Recording recording, SampleKind kind) {
    SampleTable table = Map.copyOf(recording.samples()).get(kind);
    if (table == null) {
      return List.of();
    }
    return new ArrayList<>(
        IntStream.range(0, table.size())
            .mapToObj(
                i ->
                    new Sample(
                        table.timeNanos(i),
                        table.thread(i) < 0 ? null : recording.threads().get(table.thread(i)),
                        recording.stacks().framesOf(table.stack(i)),
                        table.weight(i),
                        table.state(i),
                        table.objectClass(i) < 0
                            ? ""
                            : recording.classNames().get(table.objectClass(i))))
            .toList());
  }
}
