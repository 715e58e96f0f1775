package io.sonde.analyzer.recording;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.xxhash.XXHashFactory;

/** What a file is packed with, told by its first bytes and not by its name. */
enum Compression {
  NONE(0),
  GZIP(0x1f8b0000),
  /** Frame format, whose magic number is little-endian. */
  LZ4(0x04224d18);

  static final int MAGIC_BYTES = 4;
  private static final int GZIP_MAGIC_BITS = 0xffff0000;

  private final int magic;

  Compression(int magic) {
    this.magic = magic;
  }

  static Compression of(byte[] start) {
    int first = 0;
    for (int i = 0; i < MAGIC_BYTES; i++) {
      first = first << Byte.SIZE | (i < start.length ? start[i] & 0xff : 0);
    }
    if ((first & GZIP_MAGIC_BITS) == GZIP.magic) {
      return GZIP;
    }
    return first == LZ4.magic ? LZ4 : NONE;
  }

  /** The stream, unpacked where it is packed. */
  static InputStream opened(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, 1 << 16);
    in.mark(MAGIC_BYTES);
    byte[] start = in.readNBytes(MAGIC_BYTES);
    in.reset();
    return switch (of(start)) {
      case NONE -> in;
      case GZIP -> new GZIPInputStream(in);
      // In Java: a library of machine code would have to be written to disk first.
      case LZ4 ->
          new LZ4FrameInputStream(
              in,
              LZ4Factory.safeInstance().safeDecompressor(),
              XXHashFactory.safeInstance().hash32());
    };
  }
}
