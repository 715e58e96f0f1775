package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.recording.OddRecordingsTest.SessionEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings of several JVMs, given at once, are told apart and never mixed. */
class SeveralJvmsTest {
  private static final long START_MILLIS = 1_700_000_000_000L; // 2023-11-14T22:13:20Z
  private static final long HOUR_MILLIS = 3_600_000;

  /** Far more bytes than the events that differ by chance from file to file. */
  private static final int MANY = 20_000;

  @TempDir private Path folder;

  static Stream<RecordingReader> readers() {
    return Stream.of(new SondeRecordingReader(), new JdkRecordingReader());
  }

  @ParameterizedTest
  @MethodSource("readers")
  void largestJvm_isReadAlone_andTheOthersAreTold(RecordingReader reader) throws IOException {
    shopAndWorker();
    Recording recording = reader.read(List.of(folder), ReadingProgress.NONE);
    assertThat(cpuSamples(recording)).isEqualTo(MANY);
    assertThat(recording.jvm().pid()).isEqualTo(7);
    assertThat(recording.chunks())
        .allMatch(chunk -> chunk.file().endsWith("shop.jfr") || chunk.file().endsWith("later.jfr"));
    assertThat(recording.quality().problems()).hasSize(1);
    Quality.Problem told = recording.quality().problems().get(0);
    assertThat(told.kind()).isEqualTo(Quality.Kind.SEVERAL_JVMS);
    assertThat(told.what())
        .contains(
            "of 3 JVMs",
            "this is pid 7 on web-1 (shop.jar, started 2023-11-14T22:13:20Z)",
            // Of the same size but for chance, which decides who of the two comes first.
            "Set aside: pid 8 on web-",
            "pid 8 on web-1 (worker.jar",
            "pid 8 on web-2 (worker.jar",
            "--jvm");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8@web-2", "web-2", "2023-11-14T23:13"})
  void jvmThatIsNamed_isReadAlone(String jvm) throws IOException {
    shopAndWorker();
    Recording recording = read(jvm, folder);
    assertThat(cpuSamples(recording)).isEqualTo(2);
    assertThat(recording.jvm().mainClass()).isEqualTo("worker.jar");
    assertThat(recording.quality().problems()).isEmpty();
  }

  @Test
  void partOfTheMainClass_names_whateverItsCase() throws IOException {
    shopAndWorker();
    assertThat(cpuSamples(read("Shop", folder))).isEqualTo(MANY);
  }

  @Test
  void nameThatSeveralJvmsHave_isRefused_andListsThem() throws IOException {
    shopAndWorker();
    assertThatThrownBy(() -> read("8", folder))
        .isInstanceOf(UnreadableRecordingException.class)
        .hasMessageContainingAll("Several JVMs", "'8'", "pid 8 on web-2", "pid 8 on web-1")
        .hasMessageNotContaining("pid 7");
  }

  @Test
  void nameThatNoJvmHas_isRefused_andListsThem() throws IOException {
    shopAndWorker();
    assertThatThrownBy(() -> read("4711", folder))
        .isInstanceOf(UnreadableRecordingException.class)
        .hasMessageContainingAll("No JVM", "'4711'", "pid 7 on web-1", "pid 8 on web-2");
  }

  @Test
  void oneJvm_mustMatchToo() throws IOException {
    Path file = record("shop.jfr", 7, "web-1", START_MILLIS, "shop.jar", 1);
    assertThat(cpuSamples(read("shop", file))).isEqualTo(1);
    assertThatThrownBy(() -> read("worker", file))
        .isInstanceOf(UnreadableRecordingException.class)
        .hasMessageContaining("No JVM");
    Path silent = OddRecordingsTest.samples(folder.resolve("silent.jfr"), 1);
    assertThatThrownBy(() -> read("7", silent))
        .isInstanceOf(UnreadableRecordingException.class)
        .hasMessageContaining("no JVM that is recorded");
  }

  /** A chunk that does not say whose it is belongs to the one before it. */
  @ParameterizedTest
  @MethodSource("readers")
  void concatenatedFile_isTakenApart(RecordingReader reader) throws IOException {
    Path shop = record("shop.jfr", 7, "web-1", START_MILLIS, "shop.jar", 5);
    Path worker = record("worker.jfr", 8, "web-1", START_MILLIS, "worker.jar", 3);
    Path silent = OddRecordingsTest.samples(folder.resolve("silent.jfr"), 2);
    Path all = folder.resolve("all.jfr");
    Path other = OddRecordingsTest.samples(folder.resolve("other.jfr"), 20);
    Files.write(all, concatenated(silent, shop, worker, other));
    assertThat(cpuSamples(reader.read(List.of(all), "7", ReadingProgress.NONE))).isEqualTo(7);
    assertThat(cpuSamples(reader.read(List.of(all), "8", ReadingProgress.NONE))).isEqualTo(23);
  }

  @Test
  void damageInAnothersFile_isNotOurs() throws IOException {
    record("shop.jfr", 7, "web-1", START_MILLIS, "shop.jar", MANY);
    Path worker = record("worker.jfr", 8, "web-1", START_MILLIS, "worker.jar", 3);
    Path cut = folder.resolve("cut.jfr");
    byte[] bytes = Files.readAllBytes(worker);
    Files.write(cut, concatenated(worker, worker));
    Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(cut), 2 * bytes.length - 50));
    Files.delete(worker);
    assertThat(read("8", folder).quality().problems()).isNotEmpty();
    assertThat(read("7", folder).quality().problems()).isEmpty();
  }

  /** Three JVMs, the first in two files. */
  private void shopAndWorker() throws IOException {
    record("shop.jfr", 7, "web-1", START_MILLIS, "shop.jar", MANY - 1);
    record("later.jfr", 7, "web-1", START_MILLIS, "shop.jar", 1);
    record("worker.jfr", 8, "web-2", START_MILLIS + HOUR_MILLIS, "worker.jar", 2);
    record("twin.jfr", 8, "web-1", START_MILLIS, "worker.jar", 1);
  }

  private Path record(
      String name, long pid, String host, long startMillis, String mainClass, int samples)
      throws IOException {
    Path file = folder.resolve(name);
    try (jdk.jfr.Recording recording = OddRecordingsTest.started()) {
      SessionEvent event = new SessionEvent();
      event.host = host;
      event.pid = pid;
      event.jvmStart = startMillis;
      event.mainClass = mainClass;
      event.commit();
      for (int i = 0; i < samples; i++) {
        OddRecordingsTest.commit(1_000_000);
      }
      OddRecordingsTest.stop(recording, file);
    }
    return file;
  }

  private static byte[] concatenated(Path... files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Path file : files) {
      bytes.write(Files.readAllBytes(file));
    }
    return bytes.toByteArray();
  }

  private static Recording read(String jvm, Path input) throws IOException {
    return new SondeRecordingReader().read(List.of(input), jvm, ReadingProgress.NONE);
  }

  private static long cpuSamples(Recording recording) {
    return java.util.Objects.requireNonNull(recording.samples(SampleKind.CPU)).size();
  }
}
