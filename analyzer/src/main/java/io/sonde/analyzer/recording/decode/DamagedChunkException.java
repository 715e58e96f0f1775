package io.sonde.analyzer.recording.decode;

import java.io.IOException;

/** Bytes that cannot be what the format says. */
public final class DamagedChunkException extends IOException {
  private static final long serialVersionUID = 1;

  DamagedChunkException(String what) {
    super(what);
  }
}
