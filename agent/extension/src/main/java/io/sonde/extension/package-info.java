/**
 * Loaded by OpenTelemetry's agent as its extension ({@code otel.javaagent.extensions}), in a loader
 * of that agent's: starts Sonde's agent, and tells it each span as it begins and ends.
 */
package io.sonde.extension;
