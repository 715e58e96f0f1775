package io.sonde.analyzer.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.recording.ReadingProgress;
import io.sonde.analyzer.recording.RequestRecordings;
import io.sonde.analyzer.recording.SondeRecordingReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import one.profiler.AsyncProfiler;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JFR's requests and async-profiler's samples meet on the same threads at the same time. */
class TwoRecordersTest {
  /** Clocks and signals are a little late; one sample in ten may miss its request. */
  private static final double MOST = 0.9;

  @TempDir private static Path folder;
  private static Recording recording;

  @BeforeAll
  static void record() throws IOException {
    AsyncProfiler profiler = AsyncProfiler.getInstance();
    Path samples = folder.resolve("samples.jfr");
    profiler.execute("start,event=ctimer,interval=2ms,wall=10ms,jfropts=0x1f,jfr,file=" + samples);
    Path events = RequestRecordings.record(folder.resolve("events.jfr"));
    profiler.execute("stop");
    recording = new SondeRecordingReader().read(List.of(events, samples), ReadingProgress.NONE);
  }

  @Test
  void cpuSamples_fallIntoTheirRequest() {
    SampleTable cpu = Objects.requireNonNull(recording.samples(SampleKind.CPU));
    RequestCover cover = RequestCover.of(recording, new int[] {request(RequestRecordings.CPU)});
    int[] burning =
        IntStream.range(0, cpu.size()).filter(i -> isIn("burnCpu", cpu.stack(i))).toArray();
    assertThat(burning).hasSizeGreaterThan(20);
    long within =
        IntStream.of(burning).filter(i -> cover.contains(cpu.thread(i), cpu.timeNanos(i))).count();
    assertThat(within).isGreaterThan(Math.round(MOST * burning.length));
    assertThat(IntStream.range(0, cpu.size()))
        .filteredOn(i -> cover.contains(cpu.thread(i), cpu.timeNanos(i)))
        .noneMatch(i -> isIn("collect", cpu.stack(i)));
  }

  /** It slept without a known CPU time, and samples tell that it did nothing else. */
  @Test
  void unknownCpuTime_isEstimated_andNotMoreThanWhatIsLeft() {
    Split async = Attribution.of(recording).split(request(RequestRecordings.ASYNC));
    assertThat(async.nanos(Part.SLEEP) + async.nanos(Part.SUSPENDED))
        .isGreaterThan(MOST * 3 * RequestRecordings.LEAST_MILLIS * 1e6);
    assertThat(async.totalNanos())
        .isEqualTo(recording.requests().table().durationNanos(request(RequestRecordings.ASYNC)));
  }

  private static boolean isIn(String method, int stack) {
    return recording.stacks().framesOf(stack).stream()
        .anyMatch(frame -> frame.methodName().equals(method));
  }

  private static int request(String route) {
    RequestTable table = recording.requests().table();
    return IntStream.range(0, table.size())
        .filter(i -> recording.requests().routes().get(table.route(i)).name().equals(route))
        .findFirst()
        .orElseThrow();
  }
}
