package io.sonde.analyzer.report;

import io.sonde.analyzer.aggregate.RequestSummary;
import io.sonde.analyzer.aggregate.SampleOwners;
import io.sonde.analyzer.aggregate.Timeline;
import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.finding.Diagnosis;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.model.JvmDescription;
import io.sonde.analyzer.model.MethodTiming;
import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.report.html.FlameData;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.PrintableText;
import io.sonde.analyzer.unit.Unit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the report's page draws, as plain maps and lists. */
final class ReportData {
  /** Longer prose comes from hostile or broken names, and would push the rest off the page. */
  private static final int MAX_PROSE_CHARS = 2000;

  /** Flags in bytes, as far as their name tells, from 1,000 on and within a long. */
  private static final Pattern SIZE = Pattern.compile("\\w+Size=[1-9]\\d{3,17}");

  private ReportData() {}

  static Map<String, Object> of(
      Analysis analysis,
      List<FlameData> flames,
      SampleOwners owners,
      Timeline timeline,
      String trace) {
    Recording recording = analysis.recording();
    RequestSummary requests = RequestSummary.of(recording);
    Verdict verdict = Verdict.of(analysis, requests);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put(
        "verdict",
        Map.of(
            "state", verdict.state().id(),
            "headline", verdict.headline(),
            "detail", verdict.detail()));
    data.put("files", analysis.files().stream().map(PrintableText::shortened).toList());
    data.put("facts", facts(recording));
    data.put("flags", flags(recording.jvm()));
    data.put(
        "findings",
        analysis.diagnosis().entries().stream()
            .map(entry -> finding(entry, recording, flames, timeline))
            .toList());
    data.put("flames", flames.stream().map(FlameData::description).toList());
    data.put("works", works(owners));
    data.put("requests", RouteData.of(requests, analysis, trace));
    data.put("timeline", TimelineData.of(timeline, recording));
    data.put("pools", PoolReport.data(recording));
    data.put("executors", ExecutorReport.data(recording));
    data.put("locks", LockData.of(recording));
    data.put("memory", MemoryData.of(recording));
    data.put("methods", recording.methodTimings().stream().map(ReportData::method).toList());
    data.put("quality", recording.quality().problems().stream().map(ReportData::problem).toList());
    data.put("rules", analysis.results().stream().map(ReportData::rule).toList());
    return data;
  }

  /** What samples can belong to, as flame graphs are asked for it. */
  static Map<String, Object> works(SampleOwners owners) {
    return Map.of(
        "routes",
        owners.routes().stream().map(route -> PrintableText.shortened(route.name())).toList(),
        "requestsPerRecorded",
        owners.requestsPerRecorded());
  }

  private static Map<String, Object> finding(
      Diagnosis.Entry entry, Recording recording, List<FlameData> flames, Timeline timeline) {
    Finding finding = entry.finding();
    String when = When.of(finding, recording);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("causedBy", entry.leads() ? null : entry.causedBy());
    data.put("because", entry.because());
    data.put("window", when);
    data.put("steps", TimelineData.window(finding, when, timeline));
    data.put("rule", finding.rule());
    data.put("severity", finding.severity().id());
    data.put("impact", Double.isFinite(finding.impact()) ? finding.impact() : null);
    data.put("impactText", Impact.percent(finding));
    data.put("impactOf", finding.impactOf().words());
    data.put("title", PrintableText.shortened(finding.title()));
    data.put("summary", PrintableText.shortened(finding.summary(), MAX_PROSE_CHARS));
    data.put("recommendation", PrintableText.shortened(finding.recommendation(), MAX_PROSE_CHARS));
    data.put("route", finding.route() == null ? null : PrintableText.shortened(finding.route()));
    data.put("evidence", finding.evidence().stream().map(ReportData::evidence).toList());
    data.put(
        "location",
        finding.location().stream()
            .map(
                location ->
                    location(location, ProfileOfRule.kind(finding.rule(), location, flames)))
            .toList());
    return data;
  }

  private static Map<String, Object> evidence(Evidence evidence) {
    Double threshold = evidence.threshold();
    return Map.of(
        "label", PrintableText.shortened(evidence.label()),
        "value", PrintableText.shortened(evidence.formatted()),
        "threshold", threshold == null ? "" : Formats.format(threshold, evidence.unit()));
  }

  /**
   * @param kind the flame graph that shows the place, or empty when none does
   */
  private static Map<String, Object> location(Location location, String kind) {
    return Map.of(
        "class", PrintableText.of(location.className()),
        "method", PrintableText.of(location.methodName()),
        "line", location.line(),
        "kind", kind);
  }

  private static Map<String, Object> rule(RuleResult result) {
    return Map.of(
        "rule", result.rule(),
        "outcome", result.outcome(),
        "reason", PrintableText.shortened(result.reason(), MAX_PROSE_CHARS));
  }

  private static Map<String, Object> problem(Quality.Problem problem) {
    return Map.of(
        "what",
        PrintableText.shortened(problem.what(), MAX_PROSE_CHARS),
        "file",
        PrintableText.shortened(problem.file()));
  }

  private static Map<String, Object> method(MethodTiming timing) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("class", PrintableText.of(timing.className()));
    data.put("method", PrintableText.of(timing.methodName()));
    data.put("count", timing.count());
    data.put("total", timing.estimatedTotalNanos());
    data.put("timed", timing.timedCount());
    data.put("countedOnly", timing.countedOnly());
    data.put("turnedDown", timing.turnedDown());
    data.put("p50", timing.histogram().getValueAtPercentile(50));
    data.put("p90", timing.histogram().getValueAtPercentile(90));
    data.put("p99", timing.histogram().getValueAtPercentile(99));
    data.put("p999", timing.histogram().getValueAtPercentile(99.9));
    data.put("max", timing.maxNanos());
    return data;
  }

  private static List<List<String>> facts(Recording recording) {
    JvmDescription jvm = recording.jvm();
    List<List<String>> facts = new ArrayList<>();
    fact(facts, "Covered", Formats.nanos(recording.coveredNanos()));
    if (recording.startNanos() > 0) {
      fact(facts, "Started", time(recording.startNanos()));
      fact(facts, "Ended", time(recording.endNanos()));
    }
    ObjectiveReport.sentences(recording).forEach(each -> fact(facts, "Objective", each));
    DumpReport.sentences(recording).forEach(each -> fact(facts, "Why it was written", each));
    fact(facts, "Main class", jvm.mainClass());
    fact(facts, "JVM", (jvm.name() + " " + jvm.version()).strip());
    fact(facts, "Process", jvm.pid() == 0 ? "" : String.valueOf(jvm.pid()));
    fact(facts, "Cores", jvm.cores() == 0 ? "" : String.valueOf(jvm.cores()));
    fact(facts, "Memory of the machine", bytes(jvm.physicalMemoryBytes()));
    fact(
        facts,
        "Container's CPU limit",
        jvm.containerCpuLimit() == 0
            ? ""
            : Formats.format(jvm.containerCpuLimit(), Unit.COUNT) + " processors");
    fact(facts, "Container's memory limit", bytes(jvm.containerMemoryLimitBytes()));
    fact(facts, "Largest heap", bytes(jvm.maxHeapBytes()));
    fact(facts, "Collector", collectors(jvm));
    new TreeMap<>(recording.samples())
        .forEach(
            (kind, table) ->
                fact(facts, "Samples, " + kind.id(), Formats.format(table.size(), Unit.COUNT)));
    if (recording.session() != null) {
      fact(facts, "Agent", recording.session().agentVersion());
      fact(facts, "Sampler", recording.session().sampler());
      fact(facts, "Why this sampler", recording.session().samplerReason());
    }
    fact(facts, "Arguments", jvm.arguments());
    return facts;
  }

  /** Name, value, and who set it; sizes beside it as people read them. */
  private static List<List<String>> flags(JvmDescription jvm) {
    return jvm.flags().stream()
        .map(
            flag ->
                List.of(
                    PrintableText.shortened(flag.name()),
                    PrintableText.shortened(flag.value(), MAX_PROSE_CHARS),
                    SIZE.matcher(flag.name() + "=" + flag.value()).matches()
                        ? Formats.bytes(Long.parseLong(flag.value()))
                        : "",
                    PrintableText.shortened(flag.origin())))
        .toList();
  }

  private static String bytes(long known) {
    return known == 0 ? "" : Formats.bytes(known);
  }

  private static String collectors(JvmDescription jvm) {
    return jvm.oldCollector().isEmpty() || jvm.oldCollector().equals(jvm.youngCollector())
        ? jvm.youngCollector()
        : jvm.youngCollector() + ", " + jvm.oldCollector();
  }

  private static void fact(List<List<String>> facts, String label, String value) {
    if (!value.isEmpty()) {
      facts.add(List.of(label, PrintableText.shortened(value, MAX_PROSE_CHARS)));
    }
  }

  private static String time(long epochNanos) {
    return Instant.EPOCH
            .plusNanos(epochNanos)
            .truncatedTo(ChronoUnit.SECONDS)
            .toString()
            .replace('T', ' ')
            .replace("Z", "")
        + " UTC";
  }
}
