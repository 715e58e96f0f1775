package io.sonde.agent.trigger;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counters as they were at the looks of the last ten seconds: what is measured is what they grew by
 * since the oldest.
 *
 * @param <T> the counters, at one look
 */
final class Window<T> {
  /** Our choice: long enough for a percentile, short enough to say "now". */
  static final long NANOS = TimeUnit.SECONDS.toNanos(10);

  private record Look<T>(long nanoTime, T counters) {}

  private final Deque<Look<T>> looks = new ArrayDeque<>();

  /**
   * Adds a look.
   *
   * @return the counters ten seconds before, or at the first look; null at the first one
   */
  @Nullable T add(long now, T counters) {
    while (looks.size() > 1 && now - looks.getFirst().nanoTime() > NANOS) {
      looks.removeFirst();
    }
    T oldest = looks.isEmpty() ? null : looks.getFirst().counters();
    looks.addLast(new Look<>(now, counters));
    return oldest;
  }
}
