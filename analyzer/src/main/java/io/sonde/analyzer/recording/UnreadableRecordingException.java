package io.sonde.analyzer.recording;

import java.io.IOException;

/** Input that holds no readable recording. The message is one sentence: file, reason, remedy. */
public final class UnreadableRecordingException extends IOException {
  private static final long serialVersionUID = 1L;

  public UnreadableRecordingException(String sentence) {
    super(sentence);
  }

  public UnreadableRecordingException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
