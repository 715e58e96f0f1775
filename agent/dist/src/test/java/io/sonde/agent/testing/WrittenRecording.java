package io.sonde.agent.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.events.EventNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** What the agent wrote. */
public record WrittenRecording(List<RecordedEvent> events) {
  public static WrittenRecording read(Path file) throws IOException {
    return new WrittenRecording(RecordingFile.readAllEvents(file));
  }

  /** Calls of a method over all reporting periods. */
  public long calls(String className, String methodName) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals(EventNames.METHOD_TIMING))
        .filter(event -> event.getString("className").equals(className))
        .filter(event -> event.getString("methodName").equals(methodName))
        .mapToLong(event -> event.getLong("count"))
        .sum();
  }

  /** Nothing was suppressed and nothing stayed untransformed. */
  public void assertClean() {
    assertThat(ofType(EventNames.TRANSFORM_FAILURE)).isEmpty();
    assertNothingSuppressed();
  }

  /**
   * No probe failed, from the start of the recording to its end: the last chunk's end has a state.
   */
  public void assertNothingSuppressed() {
    List<RecordedEvent> states = ofType(EventNames.AGENT_STATE);
    assertThat(states).hasSizeGreaterThanOrEqualTo(2);
    assertThat(states).allMatch(event -> event.getLong("suppressedErrors") == 0);
  }

  public List<RecordedEvent> ofType(String name) {
    return events.stream().filter(event -> event.getEventType().getName().equals(name)).toList();
  }
}
