/** Probes in the JDK's own HTTP server. */
@NullMarked
package io.sonde.agent.instrument.httpserver;

import org.jspecify.annotations.NullMarked;
