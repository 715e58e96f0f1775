package io.sonde.agent.recorder;

import io.sonde.agent.config.RecordingConfig;

/**
 * How much of the recording may stay on disk. Both sources are cut at the same age, so that samples
 * and events always cover the same time.
 */
final class Limits {
  /** Cut a little more than needed, so that not every look has to cut again. */
  private static final double MARGIN = 0.9;

  /** What is dropped at once when the disk runs full: the older half. */
  private static final double HALF = 0.5;

  private final RecordingConfig config;

  Limits(RecordingConfig config) {
    this.config = config;
  }

  /** The largest size of all parts in bytes, 0 for no limit. */
  long maxBytes() {
    long size = config.maxSizeBytes();
    long budget = config.diskBudgetBytes();
    return size == 0 || budget == 0 ? Math.max(size, budget) : Math.min(size, budget);
  }

  /**
   * What may be kept, in nanoseconds back from now.
   *
   * @param coveredNanos what is kept now
   * @param sizeBytes disk space that it takes
   * @return coveredNanos when nothing must go
   */
  long keepNanos(long coveredNanos, long sizeBytes) {
    long keep = coveredNanos;
    if (maxBytes() > 0 && sizeBytes > maxBytes()) {
      keep = (long) (coveredNanos * (MARGIN * maxBytes() / sizeBytes));
    }
    return config.maxAgeNanos() > 0 ? Math.min(keep, config.maxAgeNanos()) : keep;
  }

  long halfNanos(long coveredNanos) {
    return (long) (coveredNanos * HALF);
  }

  /**
   * Whether the disk is too full to go on.
   *
   * @param jfrBytes size of JFR's part: it is copied once when the recording is written
   */
  boolean lacksSpace(long freeBytes, long jfrBytes) {
    return freeBytes < Math.max(config.freeSpaceFloorBytes(), jfrBytes);
  }
}
