/** Measures the agent's hot paths, alone and beside other tools. May use JMH only. */
package io.sonde.benchmarks;
