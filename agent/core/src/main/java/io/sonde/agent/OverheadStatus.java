package io.sonde.agent;

import io.sonde.agent.governor.GovernorState;
import io.sonde.agent.recorder.AgentCounters;
import io.sonde.bootstrap.MethodTable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the governor found, as the command {@code status} and sonde.AgentState tell it. */
final class OverheadStatus {
  private OverheadStatus() {}

  /** Nothing before the governor's first look; the keys are listed in docs/attach.md. */
  static Map<String, String> of(@Nullable GovernorState state) {
    Map<String, String> status = new LinkedHashMap<>();
    if (state == null) {
      return status;
    }
    status.put("overhead.share", Double.toString(state.share()));
    status.put("overhead.budgetNanos", number(state.budgetNanos()));
    status.put("overhead.totalNanos", number(state.totalNanos()));
    status.put("overhead.leastNanos", number(state.leastNanos()));
    int number = 0;
    for (GovernorState.Row row : state.rows()) {
      String prefix = "overhead.%02d.".formatted(number++);
      status.put(prefix + "probe", name(row));
      status.put(prefix + "perSecond", number(row.perSecond()));
      status.put(prefix + "nanos", number(row.nanos()));
      status.put(prefix + "mode", row.mode());
      status.put(prefix + "turnedDown", Boolean.toString(row.turnedDown()));
    }
    return status;
  }

  static AgentCounters.Overhead overhead(@Nullable GovernorState state) {
    if (state == null) {
      return AgentCounters.Overhead.UNKNOWN;
    }
    return new AgentCounters.Overhead(
        Math.round(state.budgetNanos()),
        Math.round(state.totalNanos()),
        Math.round(state.leastNanos()),
        state.throttledMethods(),
        state.rows().stream()
            .filter(GovernorState.Row::turnedDown)
            .map(row -> name(row) + ": " + row.mode())
            .collect(Collectors.joining("\n")));
  }

  private static String name(GovernorState.Row row) {
    if (row.method() < 0) {
      return row.probe();
    }
    MethodTable.TimedMethod method = MethodTable.method(row.method());
    return method.className() + "." + method.methodName();
  }

  private static String number(double value) {
    return Long.toString(Math.round(value));
  }
}
