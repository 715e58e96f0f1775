/**
 * Makes the recording: JFR with settings of ours, the ring's parts on disk, one file at the end.
 * May use config, sampler and io.sonde.bootstrap; never instrument.
 */
@NullMarked
package io.sonde.agent.recorder;

import org.jspecify.annotations.NullMarked;
