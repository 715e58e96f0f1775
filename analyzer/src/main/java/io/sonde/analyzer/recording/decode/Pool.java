package io.sonde.analyzer.recording.decode;

import com.carrotsearch.hppc.LongIntHashMap;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The constants of one type: rows by key. */
final class Pool {
  private static final int FIRST_CAPACITY = 64;

  /** What arrays that grow by half can hold. */
  private static final long MOST_VALUES = 1 << 30;

  /** A list of bytes becomes one of objects. */
  private static final int LIST_BYTES_PER_BYTE = 64;

  private final Layout layout;
  private final LongIntHashMap rows = new LongIntHashMap();
  private long[] numbers = {};
  private @Nullable Object[] objects = {};
  private int size;

  Pool(Layout layout) {
    this.layout = layout;
  }

  Layout layout() {
    return layout;
  }

  int size() {
    return size;
  }

  /**
   * Bytes of memory that a row takes, at most nearly.
   *
   * @param readBytes that it took in the file
   */
  long rowBytes(long readBytes) {
    long perByte = layout.hasLists() ? LIST_BYTES_PER_BYTE : Character.BYTES;
    return Long.BYTES * (2L + layout.numbers() + 4L * layout.objects()) + perByte * readBytes;
  }

  /**
   * Reads a value; the last one read counts. Pools are read from the chunk's end to its start, so
   * that is the first written, as with the JDK's parser: recorders write a constant again when
   * nothing or little of it has changed.
   */
  void add(long key, Cursor in) throws IOException {
    int at = rows.indexOf(key);
    int row = rows.indexExists(at) ? rows.indexGet(at) : size;
    if (row == size) {
      grow();
    }
    layout.read(in, numbers, row * layout.numbers(), objects, row * layout.objects());
    if (row == size) {
      rows.indexInsert(at, key, size++);
    }
  }

  /** Index of a key's row, or -1. */
  int row(long key) {
    return rows.getOrDefault(key, -1);
  }

  @Nullable Row get(long key) {
    int row = row(key);
    return row < 0 ? null : at(row);
  }

  Row at(int row) {
    return new Row(layout, numbers, row * layout.numbers(), objects, row * layout.objects());
  }

  private void grow() throws DamagedChunkException {
    if ((size + 1L) * Math.max(layout.numbers(), layout.objects()) > MOST_VALUES) {
      throw new DamagedChunkException("a constant pool of more than " + size + " values");
    }
    int capacity = Math.max(FIRST_CAPACITY, size + (size >> 1));
    if ((size + 1) * layout.numbers() > numbers.length) {
      numbers = Arrays.copyOf(numbers, capacity * layout.numbers());
    }
    if ((size + 1) * layout.objects() > objects.length) {
      objects = Arrays.copyOf(objects, capacity * layout.objects());
    }
  }
}
