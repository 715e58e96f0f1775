package io.sonde.benchmarks.reading;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/** Groups all events by stack trace with the JDK's own parser. Argument: the recording. */
public final class JdkReading {
  private JdkReading() {}

  public static void main(String[] arguments) throws IOException {
    Map<RecordedStackTrace, Integer> stacks = new HashMap<>();
    long events = 0;
    try (RecordingFile file = new RecordingFile(Path.of(arguments[0]))) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        events++;
        if (event.getStackTrace() != null) {
          stacks.merge(event.getStackTrace(), 1, Integer::sum);
        }
      }
    }
    System.out.println(events + " events, " + stacks.size() + " stack traces");
  }
}
