package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.Recording;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangedSettingsTest {
  @Test
  void thresholdRaisedWhileRecording_isNamed(@TempDir Path folder) throws Exception {
    assertThat(changes(folder.resolve("changed.jfr"), "20 ms"))
        .singleElement()
        .asString()
        .contains("jdk.JavaMonitorEnter#threshold (1 ms, 20 ms)");
  }

  @Test
  void sameSettingsInEveryChunk_areNoChange(@TempDir Path folder) throws Exception {
    assertThat(changes(folder.resolve("same.jfr"), "1 ms")).isEmpty();
  }

  private static List<String> changes(Path file, String later) throws Exception {
    try (jdk.jfr.Recording recording = new jdk.jfr.Recording()) {
      recording.enable("jdk.ActiveSetting");
      recording.enable("jdk.JVMInformation");
      recording.enable("jdk.JavaMonitorEnter").with("threshold", "1 ms");
      recording.start();
      newChunk();
      recording.enable("jdk.JavaMonitorEnter").with("threshold", later);
      newChunk();
      recording.stop();
      recording.dump(file);
    }
    Recording read = new SondeRecordingReader().read(List.of(file), ReadingProgress.NONE);
    return read.quality().problems().stream()
        .filter(problem -> problem.kind() == Quality.Kind.SETTINGS_CHANGED)
        .map(Quality.Problem::what)
        .toList();
  }

  /** A recording that starts makes the JVM begin a chunk. */
  private static void newChunk() {
    try (jdk.jfr.Recording empty = new jdk.jfr.Recording()) {
      empty.start();
      empty.stop();
    }
  }
}
