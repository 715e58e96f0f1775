package io.sonde.analyzer.model;

import java.util.Map;

/**
 * How Sonde's agent made the recording (sonde.Session); absent in other people's recordings.
 *
 * @param settings the agent's keys and values
 * @param settingsHash equal for recordings made with equal settings
 * @param sampler which samplers ran: {@code async-profiler} or {@code jfr}
 * @param samplerReason why the sampler is not async-profiler, else empty
 */
public record Session(
    String agentVersion,
    int schema,
    Map<String, String> settings,
    String settingsHash,
    String sampler,
    String samplerReason) {}
