package io.sonde.analyzer.rule.recording;

import io.sonde.analyzer.model.Coverage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Waits that the recording's thresholds leave out. */
public final class HiddenWaits {
  /**
   * Nanoseconds; the threshold of JFR's setting "profile". JFR's "default" hides waits of up to 20
   * ms, of which five fit into a request that seems immediate (100 ms, Nielsen 1993).
   */
  public static final long HIDING_NANOS = 10_000_000L;

  private static final List<String> WAITS =
      List.of(
          "jdk.JavaMonitorEnter",
          "jdk.ThreadPark",
          "jdk.JavaMonitorWait",
          "jdk.ThreadSleep",
          "jdk.SocketRead",
          "jdk.SocketWrite",
          "jdk.FileRead",
          "jdk.FileWrite",
          "jdk.FileForce",
          "jdk.VirtualThreadPinned");

  private HiddenWaits() {}

  /** Thresholds above the limit, in nanoseconds, by event type. */
  public static Map<String, Long> of(Coverage coverage) {
    Map<String, Long> hiding = new LinkedHashMap<>();
    for (String type : WAITS) {
      if (coverage.isEnabled(type) && coverage.thresholdNanos(type) > HIDING_NANOS) {
        hiding.put(type, coverage.thresholdNanos(type));
      }
    }
    return hiding;
  }
}
