package io.sonde.analyzer.recording;

/** The reference reader. */
class JdkRecordingReaderTest extends RecordingReaderTest {
  @Override
  RecordingReader reader() {
    return new JdkRecordingReader();
  }
}
