package io.sonde.agent.recorder;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the recorder is doing.
 *
 * @param output where the recording will be written, null while nothing is recorded
 * @param parts the directory that holds the recording's parts until then
 * @param started null while nothing is recorded
 * @param sampler who takes the samples: async-profiler, jfr or off
 * @param samplerReason why it is not async-profiler, else empty
 * @param sizeBytes disk space of all parts
 */
public record RecorderStatus(
    boolean recording,
    @Nullable Path output,
    @Nullable Path parts,
    @Nullable Instant started,
    String sampler,
    String samplerReason,
    long sizeBytes) {
  static final RecorderStatus IDLE = new RecorderStatus(false, null, null, null, "", "", 0);
}
