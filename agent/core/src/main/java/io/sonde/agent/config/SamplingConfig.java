package io.sonde.agent.config;

/**
 * What the sampler needs to know; a period of 0 switches that kind of sample off.
 *
 * @param sampler auto, async-profiler, jfr or off
 * @param extractPath where the native library is unpacked; empty: the temporary directory
 */
public record SamplingConfig(
    String sampler,
    long cpuNanos,
    long wallNanos,
    long allocBytes,
    long lockNanos,
    String extractPath) {

  public static SamplingConfig of(Settings settings) {
    return new SamplingConfig(
        settings.text(Key.SAMPLER),
        settings.number(Key.CPU),
        settings.number(Key.WALL),
        settings.number(Key.ALLOC),
        settings.number(Key.LOCK),
        settings.text(Key.EXTRACT_PATH));
  }
}
