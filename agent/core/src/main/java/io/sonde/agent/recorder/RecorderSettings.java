package io.sonde.agent.recorder;

import io.sonde.agent.config.Key;
import io.sonde.agent.config.RecordingConfig;
import io.sonde.agent.config.SamplingConfig;
import io.sonde.agent.config.Settings;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one recording is made with.
 *
 * @param texts every key of the agent with the text in effect: what sonde.Session tells
 */
public record RecorderSettings(
    RecordingConfig recording, SamplingConfig sampling, Map<String, String> texts) {
  public static RecorderSettings of(Settings settings) {
    Map<String, String> texts = new TreeMap<>();
    for (Key key : Key.values()) {
      texts.put(key.id(), settings.texts().getOrDefault(key, key.defaultText()));
    }
    return new RecorderSettings(
        RecordingConfig.of(settings), SamplingConfig.of(settings), Map.copyOf(texts));
  }
}
