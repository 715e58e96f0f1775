package io.sonde.analyzer.report;

import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.FrameKind;
import io.sonde.analyzer.report.html.FlameData;
import java.util.List;
import java.util.stream.Stream;

/** Which flame graph proves a rule's finding: kinds in order of preference. */
final class ProfileOfRule {
  private ProfileOfRule() {}

  /** The kind to open for a place: a preferred one that holds its frame, else any that does. */
  static String kind(String rule, Location place, List<FlameData> flames) {
    String frame =
        new Frame(place.className(), place.methodName(), 0, FrameKind.UNKNOWN).displayName();
    List<String> holding =
        flames.stream()
            .filter(flame -> flame.frames().contains(frame))
            .map(flame -> flame.description().get("kind").toString())
            .toList();
    return Stream.concat(kinds(rule).stream().filter(holding::contains), holding.stream())
        .findFirst()
        .orElse("");
  }

  private static List<String> kinds(String rule) {
    return switch (rule) {
      case "allocation-hot-path", "gc-pressure", "gc-long-pause", "humongous-allocation" ->
          List.of("alloc", "cpu");
      case "heap-leak", "class-loader-leak" -> List.of("live", "alloc");
      case "native-memory-leak" -> List.of("native", "live", "alloc");
      case "lock-contention", "deadlock" -> List.of("lock", "wall");
      // The place is what threads did while they kept what others waited for.
      case "connection-pool-saturation",
          "connection-held-too-long",
          "executor-saturation",
          "slow-query",
          "n-plus-one",
          "slow-downstream",
          "blocking-io" ->
          List.of("wall", "cpu");
      default -> List.of("cpu", "wall");
    };
  }
}
