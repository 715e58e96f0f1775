/** Probes in executors that are no classes of the JDK. */
@NullMarked
package io.sonde.agent.instrument.executor;

import org.jspecify.annotations.NullMarked;
