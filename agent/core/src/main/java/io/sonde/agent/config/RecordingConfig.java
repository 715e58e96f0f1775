package io.sonde.agent.config;

/**
 * What the recorder needs to know. Durations and sizes of 0 mean off or without limit, as
 * docs/configuration.md says.
 */
public record RecordingConfig(
    String file,
    long durationNanos,
    long maxAgeNanos,
    long maxSizeBytes,
    long diskBudgetBytes,
    long freeSpaceFloorBytes,
    long leakPathsNanos) {

  public static RecordingConfig of(Settings settings) {
    return new RecordingConfig(
        settings.text(Key.FILE),
        settings.number(Key.DURATION),
        settings.number(Key.MAX_AGE),
        settings.number(Key.MAX_SIZE),
        settings.number(Key.DISK_BUDGET),
        settings.number(Key.FREE_SPACE_FLOOR),
        settings.number(Key.LEAK_PATHS));
  }
}
