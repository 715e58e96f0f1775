package io.sonde.analyzer.recording;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jfr.EventType;
import jdk.jfr.consumer.RecordingFile;

/**
 * Moves the settings of a recording behind all of its other events, where the JDK often writes
 * them: copies go to the chunk's end, and an event of a type that nobody knows stays in their
 * place.
 */
final class LateSettings {
  private static final int HEADER = 68;
  private static final int CHUNK_SIZE = 8;

  /** Two bytes as a varint, as the ids of JFR's own events from 128 on; no type has it. */
  private static final byte[] UNKNOWN_TYPE = {(byte) 0xff, 0x7f};

  private LateSettings() {}

  /** Number of settings moved in a recording of one chunk. */
  static int moveIn(Path file) throws IOException {
    long type;
    try (RecordingFile recording = new RecordingFile(file)) {
      type =
          recording.readEventTypes().stream()
              .filter(each -> each.getName().equals("jdk.ActiveSetting"))
              .mapToLong(EventType::getId)
              .findFirst()
              .orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(file);
    ByteArrayOutputStream moved = new ByteArrayOutputStream();
    int count = 0;
    for (int at = HEADER; at < bytes.length; ) {
      int size = (int) varint(bytes, at);
      int typeAt = at + length(bytes, at);
      if (varint(bytes, typeAt) == type && length(bytes, typeAt) == UNKNOWN_TYPE.length) {
        moved.write(bytes, at, size);
        System.arraycopy(UNKNOWN_TYPE, 0, bytes, typeAt, UNKNOWN_TYPE.length);
        count++;
      }
      at += size;
    }
    ByteBuffer.wrap(bytes).putLong(CHUNK_SIZE, bytes.length + moved.size());
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(bytes);
    moved.writeTo(all);
    Files.write(file, all.toByteArray());
    return count;
  }

  private static long varint(byte[] bytes, int at) {
    long value = 0;
    for (int i = 0; i < length(bytes, at); i++) {
      value |= (bytes[at + i] & 0x7fL) << 7 * i;
    }
    return value;
  }

  private static int length(byte[] bytes, int at) {
    int length = 1;
    while (bytes[at + length - 1] < 0) {
      length++;
    }
    return length;
  }
}
