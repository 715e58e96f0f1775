/**
 * Starts and wires the agent: configuration, instrumentation, then the recording once premain has
 * returned. May use all packages of the agent; nothing uses this one.
 */
@NullMarked
package io.sonde.agent;

import org.jspecify.annotations.NullMarked;
