package io.sonde.agent.control;

import io.sonde.agent.config.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the commands need of the agent. Calls come one at a time. */
public interface ControlledAgent {
  boolean isRecording();

  /** Instruments and starts recording; returns when the recording runs. */
  void start(Settings settings) throws Exception;

  /** What the agent does now; the keys are listed in docs/attach.md. */
  Map<String, String> status();

  /**
   * Writes what was recorded so far and goes on recording.
   *
   * @param target where to write; null: beside the recording
   * @return the file written
   */
  Path dump(@Nullable Path target) throws Exception;

  /**
   * Ends the recording and puts the original bytecode back.
   *
   * @param target where to write; null: the file that the settings name
   * @return the file written
   */
  Path stop(@Nullable Path target) throws Exception;
}
