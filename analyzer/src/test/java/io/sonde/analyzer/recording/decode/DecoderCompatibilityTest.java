package io.sonde.analyzer.recording.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.analyzer.recording.TestRecordings;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our decoder and the JDK's parser agree on every event and every field, constants included. Where
 * the JDK's parser gives up, what it delivered before agrees, and ours reads on.
 */
class DecoderCompatibilityTest {
  /** Constants hold constants: classes their loaders, objects the objects that hold them. */
  private static final int DEEPEST = 12;

  /** Where the two differ and ours is right. */
  private static final Map<String, String> DIFFERENT =
      Map.of(
          "openjdk_jmc_pid1.jfr",
          "JMC's writer puts the stack trace before the start time; the JDK's parser takes an event's"
              + " first fields by position, not by name");

  @TempDir private static Path folder;
  private long values;

  static Stream<Path> recordings() throws IOException {
    return TestRecordings.all(folder);
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void agreesWithTheJdk_eventByEvent_fieldByField(Path file) throws IOException {
    if (DIFFERENT.containsKey(file.getFileName().toString())) {
      assertThatThrownBy(() -> readAll(file)).isInstanceOf(ClassCastException.class);
      return;
    }
    byte[] bytes = Files.readAllBytes(file);
    int chunks = 0;
    for (int start = 0; start + ChunkHeader.SIZE <= bytes.length; chunks++) {
      ChunkHeader header = ChunkHeader.parse(ByteBuffer.wrap(bytes, start, 68).slice());
      if (ByteBuffer.wrap(bytes, start, 4).getInt() != ChunkHeader.MAGIC || !isWhole(header)) {
        break;
      }
      int end = (int) Math.min(bytes.length, start + header.size());
      Path chunk = folder.resolve("chunk.jfr");
      Files.write(chunk, Arrays.copyOfRange(bytes, start, end));
      if (end - start == header.size()) {
        compare(file + " chunk " + chunks, chunk, bytes, start, header);
      }
      start = end;
    }
  }

  private static void readAll(Path file) throws IOException {
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      event.getStackTrace();
    }
  }

  private static boolean isWhole(ChunkHeader header) {
    return header.major() >= 1 && header.hasTables();
  }

  private void compare(String name, Path chunk, byte[] bytes, int start, ChunkHeader header)
      throws IOException {
    DecodedChunk ours = DecodedChunk.openWhole(ByteSource.of(bytes), start, header);
    assertThat(ours.pools().damage()).as(name).isNull();
    try (RecordingFile jdk = new RecordingFile(chunk)) {
      long[] events = new long[1];
      DecodedChunk.Walk walk =
          ours.events(
              event -> {
                event.type().readAll();
                return current -> {
                  RecordedEvent expected = next(jdk);
                  if (expected != null) {
                    events[0]++;
                    compare(name + " event " + events[0], expected, current);
                  }
                };
              },
              done -> {});
      assertThat(walk.damage()).as(name).isNull();
      assertThat(walk.unreadable()).as(name).isEmpty();
      assertThat(next(jdk)).as("%s: an event more than ours", name).isNull();
      assertThat(events[0]).as(name).isEqualTo(sum(walk.events()));
      assertThat(values).as(name).isGreaterThanOrEqualTo(events[0]);
    } catch (IOException | InternalError | RuntimeException refused) {
      throw new AssertionError(name + ": the JDK's parser gave up", refused);
    }
  }

  private static long sum(Map<String, Long> events) {
    return events.values().stream().mapToLong(Long::longValue).sum();
  }

  private static @Nullable RecordedEvent next(RecordingFile jdk) throws IOException {
    return jdk.hasMoreEvents() ? jdk.readEvent() : null;
  }

  private void compare(String name, RecordedEvent expected, DecodedEvent actual) {
    String where = name + " " + expected.getEventType().getName();
    assertThat(actual.type().name()).as(where).isEqualTo(expected.getEventType().getName());
    assertThat(actual.startNanos()).as(where).isEqualTo(nanos(expected.getStartTime()));
    assertThat(actual.durationNanos()).as(where).isEqualTo(nanos(expected.getDuration()));
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    compare(where, expected, actual.fields(), DEEPEST, seen);
  }

  private void compare(
      String where, RecordedObject expected, Struct actual, int depth, Set<Object> seen) {
    if (depth == 0 || !seen.add(expected)) {
      return;
    }
    List<String> names = expected.getFields().stream().map(ValueDescriptor::getName).toList();
    assertThat(actual.fieldNames()).as(where).isEqualTo(names);
    for (ValueDescriptor field : expected.getFields()) {
      values++;
      String path = where + "." + field.getName();
      Object ours = actual.get(field.getName());
      Object jdk = expected.getValue(field.getName());
      if (field.getAnnotation(Timestamp.class) != null) {
        same(path, nanos(expected.getInstant(field.getName())), ours);
      } else if (field.getAnnotation(Timespan.class) != null && !(jdk instanceof Float)) {
        same(path, nanos(expected.getDuration(field.getName())), ours);
      } else if (jdk instanceof Number && !(jdk instanceof Float) && !(jdk instanceof Double)) {
        same(path, expected.getLong(field.getName()), ours);
      } else {
        compareValue(path, jdk, ours, depth, seen);
      }
    }
  }

  private void compareValue(
      String path, @Nullable Object jdk, @Nullable Object ours, int depth, Set<Object> seen) {
    if (jdk instanceof RecordedObject object) {
      assertThat(ours).as(path).isInstanceOf(Struct.class);
      compare(path, object, (Struct) Objects.requireNonNull(ours), depth - 1, seen);
    } else if (jdk != null && jdk.getClass().isArray()) {
      assertThat(ours).as(path).isInstanceOf(List.class);
      List<?> list = (List<?>) Objects.requireNonNull(ours);
      assertThat(list).as(path).hasSize(Array.getLength(jdk));
      for (int i = 0; i < list.size(); i++) {
        compareValue(path + "[" + i + "]", Array.get(jdk, i), list.get(i), depth, seen);
      }
    } else if (jdk instanceof Float number) {
      same(path, number.doubleValue(), ours);
    } else if (jdk instanceof Boolean flag) {
      same(path, flag ? 1L : 0L, ours);
    } else if (jdk instanceof Character character) {
      same(path, (long) character, ours);
    } else if (jdk instanceof Number number && !(jdk instanceof Double)) {
      same(path, number.longValue(), ours);
    } else {
      same(path, jdk, ours);
    }
  }

  private static void same(String path, @Nullable Object jdk, @Nullable Object ours) {
    if (!Objects.equals(jdk, ours)) {
      assertThat(ours).as(path).isEqualTo(jdk);
    }
  }

  /** Long.MIN_VALUE and MAX_VALUE stand for "unknown" and "for ever", as our decoder has them. */
  private static long nanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException beyond) {
      return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  private static long nanos(Instant instant) {
    try {
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    } catch (ArithmeticException beyond) {
      return instant.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
