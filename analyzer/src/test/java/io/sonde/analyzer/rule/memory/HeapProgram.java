package io.sonde.analyzer.rule.memory;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/**
 * Runs in a JVM of its own: allocates garbage at a steady rate and keeps what its first argument
 * says, then writes a recording. Arguments: leak, slow, cache or array; seconds; file; factor for
 * all that is kept.
 */
final class HeapProgram {
  private static final int ENTRY_BYTES = 1000;
  private static final int TICK_MILLIS = 10;
  private static final int GARBAGE_PER_TICK = 2_000_000;

  /** 5 entries of 1 kB, a hundred times a second, are half a megabyte per second. */
  private static final int LEAKED_PER_TICK = 5;

  /** Beside 20 MB that stay, 1 kB in every fifth tick is a leak of some 5 % per minute. */
  private static final int SLOW_TICKS = 5;

  private static final int STAYING_BYTES = 20_000_000;
  private static final int CACHE_ENTRIES = 5_000;

  private static final Map<Integer, byte[]> SESSIONS = new HashMap<>();
  private static final Map<Integer, byte[]> CACHE = new HashMap<>();
  private static final Deque<byte[]> RECENT = new ArrayDeque<>();
  private static final List<byte[]> BIG = new ArrayList<>();
  private static byte[] garbage = {};
  private static int next;
  private static int ticks;

  private HeapProgram() {}

  public static void main(String[] arguments) throws Exception {
    int factor = Integer.parseInt(arguments[3]);
    long seconds = Long.parseLong(arguments[1]);
    try (Recording recording = new Recording(Configuration.getConfiguration("profile"))) {
      recording.start();
      long end = System.nanoTime() + seconds * 1_000_000_000L;
      long array = System.nanoTime() + seconds * 500_000_000L;
      Random random = new Random(1);
      while (System.nanoTime() < end) {
        churn(random);
        switch (arguments[0]) {
          case "leak" -> touchSessions(factor * LEAKED_PER_TICK);
          case "slow" -> leakSlowly();
          case "cache" -> fillCache(random, factor);
          default -> buildArray(System.nanoTime() > array, factor);
        }
        Thread.sleep(TICK_MILLIS);
      }
      recording.stop();
      recording.dump(Path.of(arguments[2]));
    }
  }

  /** Garbage, some of which lives long enough to be promoted. */
  private static void churn(Random random) {
    for (int bytes = 0; bytes < GARBAGE_PER_TICK; bytes += 20_000) {
      garbage = new byte[20_000];
      if (random.nextInt(5) == 0) {
        RECENT.add(garbage);
      }
    }
    while (RECENT.size() > 150) {
      RECENT.remove();
    }
  }

  private static void leakSlowly() {
    if (BIG.isEmpty()) {
      BIG.add(new byte[STAYING_BYTES]);
    }
    touchSessions(ticks++ % SLOW_TICKS == 0 ? 1 : 0);
  }

  private static void touchSessions(int count) {
    for (int i = 0; i < count; i++) {
      SESSIONS.put(next++, new byte[ENTRY_BYTES]);
    }
  }

  private static void fillCache(Random random, int factor) {
    for (int i = 0; i < 8 * factor * LEAKED_PER_TICK; i++) {
      CACHE.put(random.nextInt(factor * CACHE_ENTRIES), new byte[ENTRY_BYTES]);
    }
  }

  private static void buildArray(boolean now, int factor) {
    if (now && BIG.isEmpty()) {
      BIG.add(new byte[factor * 15_000_000]);
    }
  }
}
