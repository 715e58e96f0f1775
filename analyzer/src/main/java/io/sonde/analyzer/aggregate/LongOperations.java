package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Incident;
import io.sonde.analyzer.model.IncidentKind;
import io.sonde.analyzer.model.Recording;
import java.util.List;

/**
 * Work that the JVM did while all threads stood still and that is no collection. Left out are
 * start-up, what JFR does for itself, and classes that are transformed where Sonde's agent records:
 * users who do not record have none of that.
 */
public final class LongOperations {
  private LongOperations() {}

  /** In order of time. */
  public static List<Incident> of(Recording recording, long longNanos) {
    TimeSet.Builder pauses = new TimeSet.Builder();
    recording.pauses().forEach(each -> pauses.add(each.startNanos(), each.endNanos()));
    recording
        .collections()
        .forEach(each -> pauses.add(each.startNanos(), each.startNanos() + each.pauseNanos()));
    TimeSet paused = pauses.build();
    long from = SteadySamples.steadyFromNanos(recording);
    return recording.incidents().of(IncidentKind.VM_OPERATION).stream()
        .filter(each -> each.durationNanos() >= longNanos && each.startNanos() >= from)
        .filter(each -> !isOfARecorder(recording, each))
        .filter(
            each -> paused.within(each.startNanos(), each.endNanos()) < each.durationNanos() / 2)
        .toList();
  }

  private static boolean isOfARecorder(Recording recording, Incident operation) {
    String name = operation.subject() < 0 ? "" : recording.classNames().get(operation.subject());
    boolean transforms = recording.session() != null && name.equals("RedefineClasses");
    return transforms || name.startsWith("JFR");
  }
}
