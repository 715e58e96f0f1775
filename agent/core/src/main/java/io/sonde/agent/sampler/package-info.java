/**
 * Chooses who takes the samples and drives async-profiler; the only package that knows
 * one.profiler. May use config.
 */
@NullMarked
package io.sonde.agent.sampler;

import org.jspecify.annotations.NullMarked;
