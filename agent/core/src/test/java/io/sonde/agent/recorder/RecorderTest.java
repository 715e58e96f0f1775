package io.sonde.agent.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.agent.config.SettingsReader;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {
  private static final int RESTARTS = 30;

  @TempDir Path directory;
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private Recorder recorder = recorder("");

  @AfterEach
  void stop() throws IOException {
    if (recorder.status().recording()) {
      recorder.stop(null);
    }
  }

  @Test
  void dump_whileRunning_writesFileAndGoesOn() throws Exception {
    start("");
    Path dumped = recorder.dump(directory.resolve("dump.jfr"));
    assertThat(typesIn(dumped))
        .contains("sonde.Session", "sonde.AgentState", "sonde.ClockAnchor", "jdk.CPUInformation");
    assertThat(recorder.status().recording()).isTrue();
    Path written = recorder.stop(null);
    assertThat(written).isEqualTo(directory.resolve("r.jfr"));
    assertThat(count(written, "sonde.AgentState")).isGreaterThan(count(dumped, "sonde.AgentState"));
    assertThat(said).isEmpty();
  }

  @Test
  void dump_toExistingFile_takesNextName() throws Exception {
    start("");
    Path existing = Files.writeString(directory.resolve("dump.jfr"), "mine");
    assertThat(recorder.dump(existing)).isEqualTo(directory.resolve("dump-1.jfr"));
    assertThat(existing).hasContent("mine");
  }

  @Test
  void dumpAndStop_withoutRecording_areRefused() {
    assertThatThrownBy(() -> recorder.dump(null)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> recorder.stop(null)).isInstanceOf(IllegalStateException.class);
    assertThat(recorder.status().recording()).isFalse();
  }

  @Test
  void startAfterStop_manyTimes_leavesThreadsAndFilesFlat() throws Exception {
    cycle();
    cycle();
    int threads = Thread.activeCount();
    int files = openFiles();
    for (int i = 0; i < RESTARTS; i++) {
      cycle();
    }
    assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 2);
    assertThat(openFiles()).isLessThanOrEqualTo(files + 2);
  }

  @Test
  void duration_endsTheRecording_andTellsTheAgent() throws Exception {
    start("duration=100ms");
    assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(recorder.status().recording()).isFalse();
    assertThat(said).hasSize(1).first().asString().contains("recording written to");
    assertThat(ended.getCount()).isZero();
  }

  @Test
  void stop_whereNothingCanBeWritten_keepsTheParts() throws Exception {
    start("");
    Path parts = recorder.status().parts();
    assertThatThrownBy(() -> recorder.stop(Path.of("/proc/no/such/r.jfr")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be written")
        .hasMessageContaining("sonde assemble " + parts);
    assertThat(parts.resolve("events.jfr")).isNotEmptyFile();
    assertThat(ChunkFile.isWhole(parts.resolve("events.jfr"))).isTrue();
  }

  @Test
  void settings_inSession_carryNoSecret() throws Exception {
    start("include=com.shop.Login#token=hidden");
    RecordedEvent session =
        RecordingFile.readAllEvents(recorder.stop(null)).stream()
            .filter(event -> event.getEventType().getName().equals("sonde.Session"))
            .findFirst()
            .orElseThrow();
    assertThat(session.getString("settings"))
        .contains("cpu=10ms")
        .contains("file=")
        .doesNotContain("hidden");
    assertThat(session.getLong("pid")).isEqualTo(ProcessHandle.current().pid());
  }

  @Test
  void trim_dropsOldChunksOfBothSources() throws Exception {
    RunningRecording running =
        RunningRecording.start(settings(""), List.of(), () -> AgentCounters.NONE, said::add);
    try {
      running.rotate();
      Path old = oldSamples(running.partsPath());
      long before = running.jfrBytes();
      running.trim(1);
      assertThat(running.jfrBytes()).isLessThan(before);
      assertThat(old).doesNotExist();
    } finally {
      running.stop(directory.resolve("trimmed.jfr"));
    }
    assertThat(typesIn(directory.resolve("trimmed.jfr"))).contains("sonde.Session");
  }

  /** A file of the ring whose one chunk began, and was last written to, long ago. */
  private static Path oldSamples(Path parts) throws IOException {
    byte[] chunk = new byte[68];
    ByteBuffer.wrap(chunk).putInt(0, 0x464c5200).putLong(8, 68).putLong(24, 1).putLong(32, 1);
    Path file = Files.write(parts.resolve("samples-77.jfr"), chunk);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    return file;
  }

  private void cycle() throws IOException {
    start("");
    Files.delete(recorder.stop(null));
  }

  private void start(String more) throws IOException {
    recorder = recorder.status().recording() ? recorder : recorder(more);
    recorder.start(settings(more));
  }

  private Recorder recorder(String more) {
    return new Recorder(
        settings(more), () -> AgentCounters.NONE, said::add, null, ended::countDown);
  }

  private RecorderSettings settings(String more) {
    String file = directory == null ? "r.jfr" : directory.resolve("r.jfr").toString();
    return RecorderSettings.of(
        SettingsReader.read("file=" + file + "," + more, Map.of(), Map.of()));
  }

  private static Set<String> typesIn(Path file) throws IOException {
    return RecordingFile.readAllEvents(file).stream()
        .map(event -> event.getEventType().getName())
        .collect(Collectors.toSet());
  }

  private static long count(Path file, String type) throws IOException {
    try (Stream<RecordedEvent> events = RecordingFile.readAllEvents(file).stream()) {
      return events.filter(event -> event.getEventType().getName().equals(type)).count();
    }
  }

  /** 0 where the system does not list them. */
  private static int openFiles() {
    String[] descriptors = new File("/proc/self/fd").list();
    return descriptors == null ? 0 : descriptors.length;
  }
}
