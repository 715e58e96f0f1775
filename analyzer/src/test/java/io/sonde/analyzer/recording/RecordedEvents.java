package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Events that a test commits, as the analyzer reads them. */
public final class RecordedEvents {
  private RecordedEvents() {}

  /**
   * @param work commits them
   */
  public static Recording of(Path folder, Runnable work) throws IOException {
    Path file = folder.resolve("events.jfr");
    try (jdk.jfr.Recording recording = new jdk.jfr.Recording()) {
      recording.start();
      work.run();
      recording.stop();
      recording.dump(file);
    }
    return new SondeRecordingReader().read(List.of(file), ReadingProgress.NONE);
  }
}
