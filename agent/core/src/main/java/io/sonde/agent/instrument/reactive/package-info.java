/** Probes in Reactor Netty's HTTP server, and route templates of Spring WebFlux. */
@NullMarked
package io.sonde.agent.instrument.reactive;

import org.jspecify.annotations.NullMarked;
