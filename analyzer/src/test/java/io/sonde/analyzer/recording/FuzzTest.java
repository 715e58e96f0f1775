package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sonde.analyzer.Analyzer;
import io.sonde.analyzer.aggregate.RequestSummary;
import io.sonde.analyzer.finding.Analysis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged recordings, made from whole ones by a fixed seed: each reads, or is refused in a
 * sentence; none hangs, none throws anything else. The heap of the tests bounds the memory.
 */
class FuzzTest {
  /** To hunt for longer than a build may take: -Dsonde.fuzz.mutations=1000000. */
  private static final int MUTATIONS = Integer.getInteger("sonde.fuzz.mutations", 20_000);

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final long SEED = Long.getLong("sonde.fuzz.seed", 20_261_125);

  @TempDir private static Path folder;

  @Test
  void mutatedRecordings_readOrAreRefused() throws IOException {
    List<byte[]> originals = new ArrayList<>();
    for (Path each : TestRecordings.small(folder)) {
      originals.add(Files.readAllBytes(each));
    }
    Path requests = RequestRecordings.record(folder.resolve("requests.jfr"));
    originals.add(Files.readAllBytes(requests));
    int read = IntStream.range(0, MUTATIONS).parallel().map(i -> outcome(originals, i)).sum();
    // Some must be read, some refused: else this tests only one side.
    assertThat(read).isBetween(MUTATIONS / 10, MUTATIONS * 99 / 100);
  }

  private static int outcome(List<byte[]> originals, int mutation) {
    Path file = folder.resolve("mutated-" + mutation + ".jfr");
    try {
      Files.write(file, mutated(originals, new Random(SEED + mutation)));
      try {
        return assertTimeoutPreemptively(LIMIT, () -> outcome(file), () -> "mutation " + mutation);
      } catch (RuntimeException | AssertionError | OutOfMemoryError e) {
        // The recordings are made anew by each run: only the file itself can be looked at again.
        Path kept = Path.of("target", "fuzz-" + mutation + ".jfr");
        Files.copy(file, kept, StandardCopyOption.REPLACE_EXISTING);
        throw new AssertionError(kept + " neither reads nor is refused", e);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** 1 when the recording was read and its requests were split, 0 when it was refused. */
  private static int outcome(Path file) {
    try {
      Analysis analysis =
          new Analyzer(new SondeRecordingReader()).analyze(List.of(file), ReadingProgress.NONE);
      RequestSummary.of(analysis.recording());
      return 1;
    } catch (UnreadableRecordingException refused) {
      assertThat(refused.getMessage()).endsWith(".").doesNotContain("\n");
      return 0;
    }
  }

  private static byte[] mutated(List<byte[]> originals, Random random) {
    byte[] bytes = originals.get(random.nextInt(originals.size())).clone();
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      bytes = mutate(bytes, originals, random);
    }
    return bytes;
  }

  private static byte[] mutate(byte[] bytes, List<byte[]> originals, Random random) {
    switch (random.nextInt(7)) {
      case 0 -> flip(bytes, random, 1 + random.nextInt(20));
      case 1 -> {
        return Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
      }
      case 2 -> {
        return spliced(bytes, originals.get(random.nextInt(originals.size())), random);
      }
      case 3 -> header(bytes, random);
      case 4 -> extreme(bytes, random);
      case 5 -> {
        int from = random.nextInt(bytes.length);
        byte value = random.nextBoolean() ? 0 : (byte) 0xff;
        Arrays.fill(bytes, from, Math.min(bytes.length, from + random.nextInt(300)), value);
      }
      default -> tables(bytes, random);
    }
    return bytes;
  }

  private static void flip(byte[] bytes, Random random, int count) {
    for (int i = 0; i < count; i++) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
  }

  private static byte[] spliced(byte[] bytes, byte[] other, Random random) {
    int head = random.nextInt(bytes.length);
    int from = random.nextInt(other.length);
    byte[] result = Arrays.copyOf(bytes, head + other.length - from);
    System.arraycopy(other, from, result, head, other.length - from);
    return result;
  }

  /** One of the header's numbers becomes extreme. */
  private static void header(byte[] bytes, Random random) {
    int at = 8 + 8 * random.nextInt(8);
    if (bytes.length >= at + 8) {
      ByteBuffer.wrap(bytes).putLong(at, extremes(random, bytes.length));
    }
  }

  private static long extremes(Random random, int length) {
    long[] values = {
      0,
      1,
      -1,
      67,
      68,
      69,
      length,
      length - 1,
      length + 1,
      Integer.MAX_VALUE,
      1L << 31,
      Long.MAX_VALUE,
      Long.MIN_VALUE,
      random.nextInt(length)
    };
    return values[random.nextInt(values.length)];
  }

  /** Somewhere stands a number as long or as large as can be: a size, a count, a key. */
  private static void extreme(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - at, 1 + random.nextInt(10));
    Arrays.fill(bytes, at, at + length, (byte) 0xff);
    if (random.nextBoolean()) {
      bytes[at + length - 1] = (byte) random.nextInt(128);
    }
  }

  /** Damage in the metadata or in the constants, where it does most. */
  private static void tables(byte[] bytes, Random random) {
    if (bytes.length < 68) {
      return;
    }
    long at = ByteBuffer.wrap(bytes).getLong(random.nextBoolean() ? 16 : 24);
    if (at > 0 && at < bytes.length) {
      int from = (int) at + random.nextInt(Math.max(1, Math.min(4_000, bytes.length - (int) at)));
      if (from < bytes.length) {
        bytes[from] = (byte) random.nextInt(256);
      }
    }
  }
}
