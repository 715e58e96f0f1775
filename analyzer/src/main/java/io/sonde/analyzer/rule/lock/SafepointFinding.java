package io.sonde.analyzer.rule.lock;

import io.sonde.analyzer.aggregate.LateThreads;
import io.sonde.analyzer.aggregate.Part;
import io.sonde.analyzer.aggregate.Place;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Incident;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Examination;
import io.sonde.analyzer.rule.Locations;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Words why all threads stood still. */
final class SafepointFinding {
  private SafepointFinding() {}

  static Finding late(
      Examination examination, LateThreads late, Severity severity, boolean saturated) {
    Recording recording = examination.recording();
    Incident worst = late.worst();
    long worstNanos = worst == null ? 0 : worst.durationNanos();
    double ratio = Math.min(1, late.nanos() / recording.coveredNanos());
    String who = late.code().isEmpty() ? "" : late.code().get(0).shortName();
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        Evidence.of(
            "longest time until the last thread stopped",
            worstNanos,
            Unit.NANOSECONDS,
            LongSafepointRule.WARNING_NANOS));
    evidence.add(
        Evidence.text("it was for", late.purpose().isEmpty() ? "unknown" : late.purpose()));
    evidence.add(
        Evidence.of(
            "times above " + Formats.nanos(LongSafepointRule.LONG_NANOS),
            late.count(),
            Unit.COUNT,
            LongSafepointRule.SEVERAL));
    evidence.add(
        Evidence.of(
            "share of the time in them", ratio, Unit.RATIO, LongSafepointRule.WARNING_RATIO));
    evidence.add(Evidence.of("samples of running threads meanwhile", late.samples(), Unit.COUNT));
    if (!late.threads().isEmpty()) {
      evidence.add(
          Evidence.text(
              "threads that ran then",
              late.threads().stream().limit(3).collect(Collectors.joining(", "))));
    }
    return new Finding(
        LongSafepointRule.ID,
        severity,
        impact(examination, ratio),
        impactOf(examination),
        "All threads wait up to "
            + Formats.nanos(worstNanos)
            + " for one to stop"
            + (who.isEmpty() ? "" : ": " + who),
        late.count()
            + (late.count() == 1 ? " time" : " times")
            + " the JVM told all threads to stop and the last one came more than "
            + Formats.nanos(LongSafepointRule.LONG_NANOS)
            + " later, "
            + Formats.nanos(late.nanos())
            + " in all, "
            + Formats.percent(ratio)
            + " of the time. Threads that stop at once wait for it; it is in no collection's pause. "
            + ran(late, saturated),
        advice(late, who, saturated),
        evidence,
        late.code().stream().map(Locations::of).toList(),
        null,
        worst == null ? recording.startNanos() : worst.startNanos(),
        worst == null ? recording.endNanos() : worst.endNanos());
  }

  private static String ran(LateThreads late, boolean saturated) {
    if (late.code().isEmpty()) {
      return saturated
          ? "No sample shows what ran then; the processors were busy, so the late threads may have"
              + " got none."
          : "No sample shows what ran then.";
    }
    return late.code().stream().limit(2).map(Place::shortName).collect(Collectors.joining(" and "))
        + " ran meanwhile ("
        + late.samples()
        + (late.samples() == 1 ? " sample)." : " samples).");
  }

  private static String advice(LateThreads late, String who, boolean saturated) {
    if (saturated) {
      return "Give the machine room first: see cpu-saturation. Then -Xlog:safepoint shows whether"
          + " threads are still late.";
    }
    return late.code().isEmpty()
        ? "Start the JVM with -XX:+SafepointTimeout -XX:SafepointTimeoutDelay=100, which names the"
            + " late thread, and record CPU samples, or use Sonde's agent."
        : "Let "
            + who
            + " look up now and then: in a loop whose counter is an int the compiler leaves out the"
            + " check whether to stop. Work in blocks with a call between them, start the JVM with"
            + " -XX:+UseCountedLoopSafepoints (G1, ZGC and Shenandoah have it on), or copy large"
            + " arrays in pieces.";
  }

  static Finding held(Examination examination, List<Incident> operations, Severity severity) {
    Recording recording = examination.recording();
    Map<String, Double> byName = new HashMap<>();
    Incident worst = operations.get(0);
    double nanos = 0;
    for (Incident each : operations) {
      byName.merge(name(recording, each), (double) each.durationNanos(), Double::sum);
      nanos += each.durationNanos();
      worst = each.durationNanos() > worst.durationNanos() ? each : worst;
    }
    double ratio = Math.min(1, nanos / recording.coveredNanos());
    String name = name(recording, worst);
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        Evidence.of(
            "longest stop",
            worst.durationNanos(),
            Unit.NANOSECONDS,
            LongSafepointRule.WARNING_NANOS));
    evidence.add(
        Evidence.of(
            "share of the time in such stops", ratio, Unit.RATIO, LongSafepointRule.WARNING_RATIO));
    byName.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            each -> evidence.add(Evidence.of(each.getKey(), each.getValue(), Unit.NANOSECONDS)));
    return new Finding(
        LongSafepointRule.ID,
        isAskedFor(name) ? Severity.INFO : severity,
        impact(examination, ratio),
        impactOf(examination),
        "The JVM stopped all threads for "
            + Formats.nanos(worst.durationNanos())
            + " to do "
            + name,
        operations.size()
            + (operations.size() == 1 ? " piece" : " pieces")
            + " of the JVM's own work that are no collections stopped all threads for more than "
            + Formats.nanos(LongSafepointRule.LONG_NANOS)
            + ", "
            + Formats.nanos(nanos)
            + " in all. The longest was "
            + name
            + ".",
        advice(name),
        evidence,
        List.of(),
        null,
        worst.startNanos(),
        worst.endNanos());
  }

  private static String name(Recording recording, Incident operation) {
    return operation.subject() < 0 ? "unknown" : recording.classNames().get(operation.subject());
  }

  /** Operations that a person or a tool has asked for. */
  private static boolean isAskedFor(String operation) {
    return operation.contains("HeapDumper")
        || operation.contains("HeapInspection")
        || operation.contains("PrintThreads");
  }

  private static String advice(String operation) {
    if (isAskedFor(operation)) {
      return "A dump was asked for: take such dumps where nobody waits.";
    }
    if (operation.contains("ThreadDump") || operation.contains("FindDeadlocks")) {
      return "Look for what dumps all threads so often or so deeply: monitoring, an agent, or the"
          + " service itself (Thread.getAllStackTraces, ThreadMXBean).";
    }
    if (operation.contains("Redefine") || operation.contains("Deoptimiz")) {
      return "Find what changes or loads classes while users wait: an agent, a debugger, a framework"
          + " that generates classes.";
    }
    return "Find out what asks for " + operation + ": -Xlog:safepoint tells when.";
  }

  private static double impact(Examination examination, double ratio) {
    return examination.waitingTime().isKnown()
        ? examination.waitingTime().share(Part.SAFEPOINT)
        : ratio;
  }

  private static ImpactOf impactOf(Examination examination) {
    return examination.waitingTime().isKnown() ? ImpactOf.WAITING_TIME : ImpactOf.ELAPSED_TIME;
  }
}
