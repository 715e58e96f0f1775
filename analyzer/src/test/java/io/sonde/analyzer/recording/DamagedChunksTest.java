package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.recording.decode.ChunkHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Chunks that are damaged in one place: what stands before and behind it is used, the loss told.
 */
class DamagedChunksTest {
  /** Where the header has the chunk's start, which tells chunks apart. */
  private static final int START_NANOS = 32;

  private static final int SIZE_AT = 8;
  private static final int CONSTANT_POOL_AT = 16;

  @TempDir private static Path folder;
  private static byte[] whole = {};
  private static Recording undamaged = emptyBefore();

  private static Recording emptyBefore() {
    return new io.sonde.analyzer.model.RecordingBuilder().build();
  }

  @BeforeAll
  static void record() throws IOException {
    Path file = TestRecordings.small(folder).get(1);
    whole = Files.readAllBytes(file);
    undamaged = read(file);
    assertThat(header().size()).as("one chunk").isEqualTo(whole.length);
    assertThat(weight(undamaged)).isPositive();
  }

  @Test
  void eventOfImpossibleSize_costsWhatFollows() throws IOException {
    byte[] bytes = whole.clone();
    int middle = eventAfter(bytes, (firstEvent(bytes) + (int) header().constantPoolOffset()) / 2);
    Arrays.fill(bytes, middle, middle + 8, (byte) 0xff);
    Recording recording = read(write(bytes));
    Quality.Problem problem = damage(recording);
    assertThat(problem.lostBytes()).isBetween(bytes.length - middle - 1L, (long) bytes.length);
    assertThat(weight(recording)).isPositive().isLessThan(weight(undamaged));
  }

  @Test
  void eventOfNoSize_isNoEndlessLoop() throws IOException {
    byte[] bytes = whole.clone();
    bytes[firstEvent(bytes)] = 0;
    assertThat(damage(read(write(bytes))).lostBytes()).isPositive();
  }

  @Test
  void chainOfPoolsThatLeadsNowhere_costsNothingThatWasRead() throws IOException {
    byte[] bytes = whole.clone();
    // size, type 1, start, duration, then the distance to the pool before this one.
    int at = (int) header().constantPoolOffset();
    for (int field = 0; field < 4; field++) {
      at = behindNumber(bytes, at);
    }
    assertThat(bytes[at]).as("the only pool").isZero();
    bytes[at] = 5;
    Recording recording = read(write(bytes));
    assertThat(damage(recording).what()).contains("constants");
    assertThat(weight(recording)).isEqualTo(weight(undamaged));
  }

  @Test
  void cutConstantPool_losesNamesNotWeight() throws IOException {
    byte[] bytes = whole.clone();
    int pool = (int) header().constantPoolOffset();
    // More than any name takes: within one, damage would be but other letters.
    Arrays.fill(bytes, pool + 200, pool + 1_200, (byte) 0xff);
    Recording recording = read(write(bytes));
    assertThat(damage(recording).what()).contains("constants");
    assertThat(damage(recording).lostBytes()).isBetween(1L, bytes.length - pool - 200L);
    assertThat(weight(recording)).isPositive();
  }

  @Test
  void circleOfPools_isReadOnce_andTold() throws IOException {
    int first = (int) header().constantPoolOffset();
    int length = (int) number(whole, first);
    assertThat(first + length).as("the pool stands at the end").isEqualTo(whole.length);
    byte[] pool = Arrays.copyOfRange(whole, first, whole.length);
    // A distance that takes the bytes which a negative one takes, so that both are as long.
    byte[] forward = withDistance(pool, 0);
    byte[] backward = withDistance(pool, -forward.length);
    assertThat(backward).hasSameSizeAs(forward);
    forward = withDistance(pool, forward.length);
    ByteBuffer bytes = ByteBuffer.allocate(first + 2 * forward.length);
    bytes.put(whole, 0, first).put(forward).put(backward);
    bytes.putLong(SIZE_AT, bytes.capacity()).putLong(CONSTANT_POOL_AT, first + forward.length);
    Recording recording = read(write(bytes.array()));
    assertThat(damage(recording).what()).contains("circle");
    assertThat(weight(recording)).isEqualTo(weight(undamaged));
  }

  /** The pool with another distance to the one before it, in nine bytes. */
  private static byte[] withDistance(byte[] pool, long distance) {
    int at = behindNumber(pool, 0);
    int header = at;
    for (int field = 0; field < 3; field++) {
      at = behindNumber(pool, at);
    }
    int rest = behindNumber(pool, at);
    ByteBuffer result = ByteBuffer.allocate(pool.length + 9 - (rest - at));
    int size = result.capacity();
    for (int i = 0; i < header - 1; i++) {
      result.put((byte) (size >>> 7 * i & 0x7f | 0x80));
    }
    result.put((byte) (size >>> 7 * (header - 1)));
    result.put(pool, header, at - header);
    for (int i = 0; i < 8; i++) {
      result.put((byte) (distance >>> 7 * i & 0x7f | 0x80));
    }
    return result.put((byte) (distance >>> 56)).put(pool, rest, pool.length - rest).array();
  }

  @Test
  void brokenMetadata_costsThatChunkAlone() throws IOException {
    byte[] bytes = whole.clone();
    int metadata = (int) header().metadataOffset();
    Arrays.fill(bytes, metadata + 12, metadata + 40, (byte) 0xff);
    Path file = write(bytes);
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(UnreadableRecordingException.class)
        .hasMessageContaining("nothing that can be read");

    byte[] other = whole.clone();
    ByteBuffer.wrap(other).putLong(START_NANOS, header().startNanos() + 1);
    Files.write(file, other, StandardOpenOption.APPEND);
    Recording recording = read(file);
    assertThat(damage(recording).lostBytes()).isEqualTo(bytes.length);
    assertThat(weight(recording)).isEqualTo(weight(undamaged));
  }

  @Test
  void fieldOfStackTracesWithTheWrongType_losesNamesNotWeight() throws IOException {
    for (String field : List.of("truncated", "lineNumber", "method", "frames")) {
      Recording recording = read(write(withFieldOfType(whole, field, "java.lang.String")));
      assertThat(weight(recording)).as(field).isEqualTo(weight(undamaged));
    }
  }

  /** The class of a field, as the metadata has it, becomes another one. */
  private static byte[] withFieldOfType(byte[] original, String field, String typeName) {
    byte[] bytes = original.clone();
    int at = ChunkHeader.SIZE;
    // size, type 0, start, duration, metadata's id.
    for (int skipped = 0; skipped < 5; skipped++) {
      at = behindNumber(bytes, at);
    }
    List<String> strings = new ArrayList<>();
    int count = (int) number(bytes, at);
    at = behindNumber(bytes, at);
    for (int i = 0; i < count; i++) {
      assertThat(bytes[at]).as("a string in UTF-8").isEqualTo((byte) 3);
      int length = (int) number(bytes, at + 1);
      int from = behindNumber(bytes, at + 1);
      strings.add(new String(bytes, from, length, StandardCharsets.UTF_8));
      at = from + length;
    }
    // A field: ... "name" field "class" id ...; a class: ... "name" class ... "id" id.
    int fieldName = pair(bytes, at, strings.indexOf("name"), strings.indexOf(field));
    int fieldClass = next(bytes, fieldName, strings.indexOf("class"));
    int typeNamed = pair(bytes, at, strings.indexOf("name"), strings.indexOf(typeName));
    int typeId = next(bytes, typeNamed, strings.indexOf("id"));
    assertThat(behindNumber(bytes, typeId) - typeId).isEqualTo(1);
    assertThat(behindNumber(bytes, fieldClass) - fieldClass).isEqualTo(1);
    bytes[fieldClass] = bytes[typeId];
    return bytes;
  }

  /** Behind the first place where these two numbers follow each other. */
  private static int pair(byte[] bytes, int from, int first, int second) {
    int at = from;
    while (number(bytes, at) != first || number(bytes, behindNumber(bytes, at)) != second) {
      at = behindNumber(bytes, at);
    }
    return behindNumber(bytes, behindNumber(bytes, at));
  }

  private static int next(byte[] bytes, int from, int wanted) {
    int at = from;
    while (number(bytes, at) != wanted) {
      at = behindNumber(bytes, at);
    }
    return behindNumber(bytes, at);
  }

  private static Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("damaged.jfr"), bytes);
  }

  private static Recording read(Path file) throws IOException {
    return new SondeRecordingReader().read(List.of(file), ReadingProgress.NONE);
  }

  private static Quality.Problem damage(Recording recording) {
    List<Quality.Problem> problems =
        recording.quality().problems().stream()
            .filter(each -> each.kind() == Quality.Kind.DAMAGED_CHUNK)
            .toList();
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  private static long weight(Recording recording) {
    @Nullable SampleTable wall = recording.samples().get(SampleKind.WALL);
    return wall == null ? 0 : wall.totalWeight();
  }

  private static ChunkHeader header() {
    return ChunkHeader.parse(ByteBuffer.wrap(whole, 0, ChunkHeader.SIZE));
  }

  /** async-profiler writes the metadata first. */
  private static int firstEvent(byte[] bytes) {
    assertThat(header().metadataOffset()).isEqualTo(ChunkHeader.SIZE);
    return ChunkHeader.SIZE + (int) number(bytes, ChunkHeader.SIZE);
  }

  /** Position of the first event at or behind a position. */
  private static int eventAfter(byte[] bytes, int position) {
    int at = ChunkHeader.SIZE;
    while (at < position) {
      at += (int) number(bytes, at);
    }
    return at;
  }

  private static long number(byte[] bytes, int at) {
    long value = 0;
    for (int i = 0; i < 9; i++) {
      value |= (bytes[at + i] & 0x7fL) << 7 * i;
      if (bytes[at + i] >= 0) {
        break;
      }
    }
    return value;
  }

  private static int behindNumber(byte[] bytes, int at) {
    int end = at;
    while (bytes[end] < 0) {
      end++;
    }
    return end + 1;
  }
}
