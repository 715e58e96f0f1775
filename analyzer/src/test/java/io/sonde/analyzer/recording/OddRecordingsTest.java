package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.analyzer.model.MethodTiming;
import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.events.EventNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import jdk.jfr.consumer.RecordingFile;
import one.profiler.AsyncProfiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings and folders with something in them that a reader does not expect. */
class OddRecordingsTest {
  private static final int MANY = 12_000;

  @TempDir private Path folder;

  @Test
  void folderWithBadFiles_readsTheOthersAndTells() throws IOException {
    samples(folder.resolve("good.jfr"), 3);
    Files.createFile(folder.resolve("empty.jfr"));
    Files.writeString(folder.resolve("text.jfr"), "no recording");
    Recording recording = read(folder);
    assertThat(cpu(recording).size()).isEqualTo(3);
    assertThat(recording.quality().problems())
        .filteredOn(each -> each.kind() == Quality.Kind.UNREADABLE_FILE)
        .extracting(Quality.Problem::what)
        .anyMatch(what -> what.contains("empty.jfr is empty"))
        .anyMatch(what -> what.contains("text.jfr is not a flight recording"))
        .hasSize(2);
  }

  @Test
  void folderWithOnlyBadFiles_isRefused() throws IOException {
    Files.createFile(folder.resolve("empty.jfr"));
    Files.writeString(folder.resolve("text.jfr"), "no recording");
    assertThatThrownBy(() -> read(folder))
        .isInstanceOf(UnreadableRecordingException.class)
        .hasMessageContaining("empty.jfr is empty");
  }

  @Test
  void namedFile_isRefusedEvenBesideAGoodOne() throws IOException {
    Path good = samples(folder.resolve("good.jfr"), 1);
    Path empty = Files.createFile(folder.resolve("empty.jfr"));
    assertThatThrownBy(
            () -> new SondeRecordingReader().read(List.of(good, empty), ReadingProgress.NONE))
        .isInstanceOf(UnreadableRecordingException.class)
        .hasMessageContaining("empty.jfr is empty");
  }

  @Test
  void twoDumpsOfOneRecording_countOnce() throws IOException {
    Path first = folder.resolve("first.jfr");
    Path second = folder.resolve("second.jfr");
    try (jdk.jfr.Recording recording = started()) {
      recording.enable("jdk.JVMInformation");
      commit(1_000_000);
      commit(1_000_000);
      recording.dump(first);
      commit(1_000_000);
      stop(recording, second);
    }
    Recording both = read(folder);
    assertThat(cpu(both).totalWeight()).isEqualTo(cpu(read(second)).totalWeight());
    assertThat(both.coverage()).isEqualTo(read(second).coverage());
    assertThat(both.quality().problems())
        .extracting(Quality.Problem::kind)
        .containsExactly(Quality.Kind.REPEATED_CHUNK);
  }

  @Test
  void foreverInOneEvent_costsThatEventAlone() throws IOException {
    Path file = folder.resolve("forever.jfr");
    try (jdk.jfr.Recording recording = started()) {
      commit(Long.MIN_VALUE);
      for (int i = 0; i < 5; i++) {
        commit(1_000_000);
      }
      stop(recording, file);
    }
    Recording recording = read(file);
    assertThat(cpu(recording).size()).isEqualTo(5);
    assertThat(recording.quality().problems())
        .extracting(Quality.Problem::kind)
        .containsExactly(Quality.Kind.UNKNOWN_FORMAT);
  }

  @Test
  void ownLackOfMemory_isNoDamage() throws IOException {
    Path file = samples(folder.resolve("many.jfr"), MANY);
    assertThatThrownBy(
            () ->
                new SondeRecordingReader()
                    .read(
                        List.of(file),
                        (done, total) -> {
                          throw new OutOfMemoryError("Java heap space");
                        }))
        .isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void profilersHeapSummary_isNoHeapReading() throws Exception {
    Path file = folder.resolve("profiler.jfr");
    AsyncProfiler profiler = AsyncProfiler.getInstance();
    profiler.execute("start,event=ctimer,interval=5ms,jfr,file=" + file);
    for (int i = 0; i < 3; i++) {
      System.gc();
      RealRecordings.burn(1_100);
    }
    profiler.execute("stop");
    assertThat(RecordingFile.readAllEvents(file))
        .anyMatch(event -> event.getEventType().getName().equals("jdk.GCHeapSummary"));
    RealRecordings.jfr(folder.resolve("jfr.jfr"));
    assertThat(read(folder).quality().problems())
        .as("both recorders describe one JVM")
        .noneMatch(each -> each.kind() == Quality.Kind.SEVERAL_JVMS);
    Recording recording = read(file);
    assertThat(recording.jvm().startNanos()).isPositive();
    assertThat(recording.coverage().isEnabled("jdk.GCHeapSummary")).isFalse();
    assertThat(recording.heap()).isEmpty();
  }

  @Test
  void timedMethod_takesLittleMemory() throws IOException {
    Path file = folder.resolve("timing.jfr");
    try (jdk.jfr.Recording recording = started()) {
      new TimingEvent().commit();
      stop(recording, file);
    }
    MethodTiming timing = read(file).methodTimings().get(0);
    assertThat(timing.histogram().getEstimatedFootprintInBytes()).isLessThan(2_000);
  }

  static Path samples(Path file, int count) throws IOException {
    try (jdk.jfr.Recording recording = started()) {
      for (int i = 0; i < count; i++) {
        commit(1_000_000);
      }
      stop(recording, file);
    }
    return file;
  }

  static jdk.jfr.Recording started() {
    jdk.jfr.Recording recording = new jdk.jfr.Recording();
    recording.start();
    return recording;
  }

  static void stop(jdk.jfr.Recording recording, Path file) throws IOException {
    recording.stop();
    recording.dump(file);
  }

  static void commit(long period) {
    CpuTimeEvent event = new CpuTimeEvent();
    event.samplingPeriod = period;
    event.commit();
  }

  private static Recording read(Path file) throws IOException {
    return new SondeRecordingReader().read(List.of(file), ReadingProgress.NONE);
  }

  private static SampleTable cpu(Recording recording) {
    return java.util.Objects.requireNonNull(recording.samples(SampleKind.CPU));
  }

  /** JDK 25's event by name, with a period of our choice. */
  @Name("jdk.CPUTimeSample")
  static final class CpuTimeEvent extends Event {
    @Timespan(Timespan.NANOSECONDS)
    long samplingPeriod;
  }

  @Name(EventNames.SESSION)
  static final class SessionEvent extends Event {
    String agentVersion = "1";
    int schema = 1;
    String settings = "";
    String settingsHash = "0";
    String sampler = "async-profiler";
    String samplerReason = "";
    String jdk = "17";
    String jvmArguments = "";
    String mainClass = "Main";
    String host = "";
    long pid;

    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    long jvmStart;
  }

  @Name(EventNames.METHOD_TIMING)
  static final class TimingEvent extends Event {
    String className = "A";
    String methodName = "a";
    String descriptor = "()V";
    long count = 1;
    long timedCount = 1;
    long totalNanos = 5;
    long maxNanos = 5;
    String histogram = "";
  }
}
