/** Probes in methods that users name as entry points. */
@NullMarked
package io.sonde.agent.instrument.entry;

import org.jspecify.annotations.NullMarked;
