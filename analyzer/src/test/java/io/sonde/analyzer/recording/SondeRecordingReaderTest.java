package io.sonde.analyzer.recording;

/** The default reader. */
class SondeRecordingReaderTest extends RecordingReaderTest {
  @Override
  RecordingReader reader() {
    return new SondeRecordingReader();
  }
}
