package io.sonde.analyzer.recording;

/** The default reader on a machine with more processors: chunks are read before their turn. */
class AheadRecordingReaderTest extends RecordingReaderTest {
  @Override
  RecordingReader reader() {
    return new SondeRecordingReader(chunks -> 3, false);
  }
}
