/** Recordings that are written because something held. */
package io.sonde.agent.trigger;
