/** Templates for executors and threads; see {@link io.sonde.bootstrap.Tasks}. */
@org.jspecify.annotations.NullMarked
package io.sonde.agent.instrument.tasks;
