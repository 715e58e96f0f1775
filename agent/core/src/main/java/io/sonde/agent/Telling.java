package io.sonde.agent;

import io.sonde.agent.config.DumpCondition;
import io.sonde.agent.config.Key;
import io.sonde.agent.config.Settings;
import io.sonde.agent.config.SignalConfig;
import io.sonde.agent.signal.Beside;
import io.sonde.agent.signal.Signals;
import io.sonde.agent.trigger.Breach;
import io.sonde.agent.trigger.DumpTrigger;
import io.sonde.bootstrap.AgentLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a running recording tells while it runs: spans and metrics, and that something holds. */
final class Telling {
  private final @Nullable Signals signals;
  private final @Nullable Beside beside;
  private final @Nullable DumpTrigger trigger;

  /**
   * @param file that will be written
   * @param dump writes what was recorded up to now
   */
  Telling(Settings settings, @Nullable Path file, DumpTrigger.Dump dump) {
    SignalConfig config = SignalConfig.of(settings);
    List<DumpCondition> conditions = settings.conditions(Key.DUMP_WHEN);
    String recording = file == null ? "" : file.getFileName().toString();
    signals = config.isOn() ? new Signals(config, recording, AgentLog::say) : null;
    boolean hasOwn = !settings.objectives(Key.SLO).isEmpty() || !conditions.isEmpty();
    // Nothing is told twice: what we tell ourselves, the application's OpenTelemetry does not.
    beside = hasOwn && signals == null ? new Beside(AgentLog::say) : null;
    trigger =
        conditions.isEmpty()
            ? null
            : new DumpTrigger(
                conditions, settings.number(Key.DUMP_PAUSE), dump, this::dumped, AgentLog::say);
  }

  /** To be called before requests are recorded. */
  void start() {
    if (signals != null) {
      signals.start();
    }
    if (beside != null) {
      beside.start();
    }
    if (trigger != null) {
      trigger.start();
    }
  }

  void stop() {
    if (trigger != null) {
      trigger.stop();
    }
    if (beside != null) {
      beside.stop();
    }
    if (signals != null) {
      signals.stop();
    }
  }

  /** What was told so far, for people: name and number. */
  Map<String, String> status() {
    return signals == null ? Map.of() : signals.status();
  }

  private void dumped(Breach breach) {
    DumpCondition condition = breach.condition();
    if (signals != null) {
      signals.dumped(condition.text(), breach.measured(), condition.measure().unit());
    }
    if (beside != null) {
      beside.dumped(condition.text());
    }
  }
}
