package io.sonde.agent.signal;

import io.opentelemetry.api.common.Attributes;

/**
 * A statement in OpenTelemetry's words.
 *
 * @param summary its operations and tables
 */
record DescribedStatement(String summary, Attributes ofSpan, Attributes ofMetric) {}
