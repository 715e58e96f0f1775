/**
 * What the agent tells live, beside the recording: spans and metrics, by OpenTelemetry's SDK in the
 * agent's own loader. Alone knows OpenTelemetry.
 */
@NullMarked
package io.sonde.agent.signal;

import org.jspecify.annotations.NullMarked;
