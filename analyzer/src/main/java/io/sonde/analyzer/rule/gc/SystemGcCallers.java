package io.sonde.analyzer.rule.gc;

import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SystemGcCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All calls of System.gc(), by the place that they were made in. */
final class SystemGcCallers {
  private SystemGcCallers() {}

  /** Those that waited longest first; none where calls were not recorded. */
  static List<Group> of(Recording recording) {
    Map<Integer, Optional<SystemGcCaller>> byStack = new HashMap<>();
    Map<Location, Group> groups = new LinkedHashMap<>();
    for (SystemGcCall call : recording.systemGcCalls()) {
      byStack
          .computeIfAbsent(call.stack(), stack -> SystemGcCaller.of(recording, call))
          .ifPresent(
              caller ->
                  groups.merge(
                      caller.locations().get(0),
                      new Group(caller, 1, Math.max(0, call.durationNanos())),
                      Group::plus));
    }
    List<Group> result = new ArrayList<>(groups.values());
    result.sort(Comparator.comparingLong(Group::waitedNanos).reversed());
    return result;
  }

  /**
   * @param waitedNanos how long the callers waited for their calls to return
   */
  record Group(SystemGcCaller caller, int calls, long waitedNanos) {
    private Group plus(Group other) {
      return new Group(caller, calls + other.calls, waitedNanos + other.waitedNanos);
    }

    /** {@code NightlyCleaner.tidyUp}. */
    String name() {
      Location place = caller.locations().get(0);
      return place.className().substring(place.className().lastIndexOf('.') + 1)
          + "."
          + place.methodName();
    }
  }
}
