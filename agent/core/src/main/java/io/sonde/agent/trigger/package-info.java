/** Watches for what {@code dump-when} names, and has the recording written then. */
@NullMarked
package io.sonde.agent.trigger;

import org.jspecify.annotations.NullMarked;
