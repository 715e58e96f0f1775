/** Probes in servlet containers: Jakarta's and javax's, of Tomcat, Jetty and Undertow. */
@NullMarked
package io.sonde.agent.instrument.servlet;

import org.jspecify.annotations.NullMarked;
