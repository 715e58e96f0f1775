package io.sonde.agent;

import io.sonde.agent.config.AgentVersion;
import io.sonde.agent.config.Key;
import io.sonde.agent.config.Settings;
import io.sonde.agent.config.SettingsReader;
import io.sonde.agent.control.Control;
import io.sonde.bootstrap.AgentLink;
import io.sonde.bootstrap.AgentLog;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** The agent's spine: configuration, instrumentation, then, after premain returned, recording. */
public final class AgentMain implements AgentLink.Attached {
  static {
    AgentLink.register(new Start());
  }

  private final Profiling profiling;
  private final Control control;

  private AgentMain(Settings settings, Instrumentation instrumentation) {
    this.profiling = new Profiling(settings, instrumentation);
    this.control = new Control(profiling, AgentVersion.get());
  }

  /** Called by {@link AgentLink} once per JVM; later attaches arrive at {@link #attached}. */
  private static final class Start implements AgentLink.Entry {
    @Override
    public AgentLink.Attached start(
        @Nullable String arguments, Instrumentation instrumentation, boolean attached) {
      return AgentMain.start(arguments, instrumentation, attached);
    }
  }

  private static AgentLink.Attached start(
      @Nullable String arguments, Instrumentation instrumentation, boolean attached) {
    if (Control.isCommand(arguments)) {
      AgentMain agent = new AgentMain(SettingsReader.readHere(""), instrumentation);
      agent.control.answer(arguments);
      return agent;
    }
    Settings settings = SettingsReader.readHere(arguments == null ? "" : arguments);
    for (String problem : settings.problems()) {
      AgentLog.say(problem);
    }
    AgentMain agent = new AgentMain(settings, instrumentation);
    if (settings.flag(Key.ENABLED)) {
      agent.run(settings, attached);
    }
    return agent;
  }

  @Override
  public void attached(@Nullable String arguments, Instrumentation instrumentation) {
    if (Control.isCommand(arguments)) {
      control.answer(arguments);
    } else {
      AgentLog.say(
          "the agent is in this JVM already; give it commands with 'sonde attach' and 'sonde"
              + " status'.");
    }
  }

  private void run(Settings settings, boolean attached) {
    new StartThread(profiling.install(settings, attached), () -> startRecording(settings)).start();
  }

  /** Runs in the start thread, after premain has returned. */
  private void startRecording(Settings settings) {
    try {
      profiling.record(settings);
    } catch (IOException failure) {
      AgentLog.say("the recording could not start: " + failure + ".");
    }
  }
}
