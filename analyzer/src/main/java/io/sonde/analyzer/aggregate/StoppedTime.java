package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.Safepoint;

/**
 * When the JVM's threads were stopped: no moment is of two kinds, and of two that apply the first
 * holds.
 *
 * @param pauses of collections
 * @param standing all threads stopped for something else
 * @param stopping threads being stopped, of which the last still run
 */
record StoppedTime(TimeSet pauses, TimeSet standing, TimeSet stopping) {
  static StoppedTime of(Recording recording) {
    TimeSet.Builder pauses = new TimeSet.Builder();
    recording.pauses().forEach(each -> pauses.add(each.startNanos(), each.endNanos()));
    TimeSet.Builder standing = new TimeSet.Builder();
    TimeSet.Builder stopping = new TimeSet.Builder();
    for (Safepoint each : recording.safepoints()) {
      standing.add(each.stoppedNanos(), each.endNanos());
      stopping.add(each.startNanos(), each.stoppedNanos());
    }
    TimeSet paused = pauses.build();
    TimeSet stood = standing.build();
    return new StoppedTime(
        paused, stood.minus(paused), stopping.build().minus(stood).minus(paused));
  }
}
