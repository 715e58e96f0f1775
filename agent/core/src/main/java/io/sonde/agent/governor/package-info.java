/**
 * Keeps what the probes cost within the budget that the key {@code overhead} sets. Depends on
 * bootstrap and config.
 */
@NullMarked
package io.sonde.agent.governor;

import org.jspecify.annotations.NullMarked;
