package io.sonde.analyzer.aggregate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Threads each of which waits for what the next one has, the last for what the first one has.
 *
 * @param sinceNanos of the first look that saw it, nanoseconds since the epoch
 */
public record Deadlock(long sinceNanos, List<Participant> threads) {
  /**
   * @param lockClass of what it waits for
   * @param lockId tells that from others of its class
   * @param owner name of the thread that has it
   * @param waitsAt its own code where it waits; null without any
   * @param heldAt where it took what the one before it wants; null when unknown
   */
  public record Participant(
      String thread,
      String lockClass,
      String lockId,
      String owner,
      @Nullable Place waitsAt,
      @Nullable Place heldAt) {}
}
