package io.sonde.analyzer.report.html;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/** Unsigned LEB128 numbers and UTF-8 strings, as the page's decoder reads them. */
final class VarintColumns {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);

  void number(long value) {
    long rest = Math.max(0, value);
    while (rest > 0x7f) {
      bytes.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  void text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    bytes.writeBytes(utf8);
  }

  /** Compressed and in base64, fit to stand inside a script element. */
  String packed() {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(bytes.size() / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      bytes.writeTo(gzip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(packed.toByteArray());
  }
}
