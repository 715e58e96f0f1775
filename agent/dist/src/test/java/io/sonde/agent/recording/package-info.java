/** Recordings of the real agent in real JVMs: how they end, who samples, what stays untouched. */
package io.sonde.agent.recording;
