/**
 * What the boot loader sees: premain, JFR event classes and the probes that advice calls. May use
 * the JDK and io.sonde.events, nothing else. Every class here must stand in {@link
 * io.sonde.bootstrap.BootClasses}; all static state of the agent lives here.
 */
package io.sonde.bootstrap;
