package io.sonde.harness.load;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * Reads Gatling's binary simulation.log. The format is Gatling's own and may change with each
 * release, so this reader accepts the release that the build pins only.
 */
final class SimulationLogReader {
  static final String GATLING = "3.15.1";

  private static final int RUN = 0;
  private static final int REQUEST = 1;
  private static final int USER = 2;
  private static final int GROUP = 3;
  private static final int ERROR = 4;

  private final DataInputStream in;
  private final Map<Integer, String> strings = new HashMap<>();
  private final Histogram millis = new Histogram(3);
  private long errors;
  private long firstMillis = Long.MAX_VALUE;
  private long lastMillis;

  private SimulationLogReader(InputStream in) {
    this.in = new DataInputStream(in);
  }

  static LoadResult read(Path log) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(log))) {
      return new SimulationLogReader(in).result();
    }
  }

  /** Gatling names a run's directory by its time. */
  static Path newestIn(Path results) throws IOException {
    try (Stream<Path> runs = Files.list(results)) {
      return runs.map(run -> run.resolve("simulation.log"))
          .filter(Files::exists)
          .max(Comparator.comparing(log -> log.getParent().getFileName().toString()))
          .orElseThrow(() -> new IOException("no simulation.log below " + results));
    }
  }

  private LoadResult result() throws IOException {
    if (in.read() != RUN) {
      throw new IOException("simulation.log does not begin with a run record");
    }
    run();
    for (int type = in.read(); type >= 0; type = in.read()) {
      record(type);
    }
    long requests = millis.getTotalCount();
    return new LoadResult(requests, errors, requests == 0 ? 0 : lastMillis - firstMillis, millis);
  }

  private void record(int type) throws IOException {
    switch (type) {
      case REQUEST -> request();
      case USER -> skip(Integer.BYTES + 1 + Integer.BYTES);
      case GROUP -> {
        groups();
        skip(3 * Integer.BYTES + 1);
      }
      case ERROR -> {
        cachedString();
        skip(Integer.BYTES);
      }
      default -> throw new IOException("simulation.log has a record of unknown type " + type);
    }
  }

  private void run() throws IOException {
    String version = string();
    if (!version.equals(GATLING)) {
      throw new IOException(
          "simulation.log was written by Gatling " + version + ", not " + GATLING);
    }
    string();
    skip(Long.BYTES);
    string();
    int scenarios = in.readInt();
    for (int i = 0; i < scenarios; i++) {
      string();
    }
    int assertions = in.readInt();
    for (int i = 0; i < assertions; i++) {
      skip(in.readInt());
    }
  }

  private void request() throws IOException {
    groups();
    cachedString();
    int start = in.readInt();
    int end = in.readInt();
    boolean ok = in.readBoolean();
    cachedString();
    millis.recordValue(Math.max(0, end - start));
    errors += ok ? 0 : 1;
    firstMillis = Math.min(firstMillis, start);
    lastMillis = Math.max(lastMillis, end);
  }

  private void groups() throws IOException {
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      cachedString();
    }
  }

  private String cachedString() throws IOException {
    int index = in.readInt();
    if (index > 0) {
      strings.put(index, string());
    }
    return strings.getOrDefault(Math.abs(index), "");
  }

  private String string() throws IOException {
    int length = in.readInt();
    if (length == 0) {
      return "";
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("simulation.log ends within a text");
    }
    return new String(bytes, in.readByte() == 0 ? StandardCharsets.ISO_8859_1 : utf16());
  }

  /** Gatling writes the bytes that the writing JVM held. */
  private static Charset utf16() {
    return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
        ? StandardCharsets.UTF_16BE
        : StandardCharsets.UTF_16LE;
  }

  private void skip(int bytes) throws IOException {
    in.skipNBytes(bytes);
  }
}
