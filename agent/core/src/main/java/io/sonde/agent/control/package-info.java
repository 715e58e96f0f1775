/**
 * Commands that come by dynamic attach: reads the request, has the agent do it, writes the reply
 * file. May use config and bootstrap; only the agent's spine uses it.
 */
@NullMarked
package io.sonde.agent.control;

import org.jspecify.annotations.NullMarked;
