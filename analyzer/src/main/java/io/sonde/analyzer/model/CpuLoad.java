package io.sonde.analyzer.model;

/**
 * CPU use of one instant, each a share (0 to 1) of all the machine's cores.
 *
 * @param timeNanos nanoseconds since the epoch
 */
public record CpuLoad(long timeNanos, double jvmUser, double jvmSystem, double machineTotal) {}
