package io.sonde.analyzer.report;

import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.finding.Diagnosis;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.model.Chunk;
import io.sonde.analyzer.model.JvmDescription;
import io.sonde.analyzer.model.JvmFlag;
import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.Recording;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The analysis for programs, as docs/findings.schema.json describes it. Numbers that are not finite
 * become null, for JSON knows none.
 */
final class JsonReport implements Report {
  /** Raised when a reader of the former version would misread this one. */
  static final int SCHEMA = 1;

  private static final JsonMapper JSON =
      JsonMapper.builder().defaultPrettyPrinter(new DefaultPrettyPrinter()).build();

  @Override
  public void write(Analysis analysis, ReportOptions options, Appendable out) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = generator(text)) {
      json.writeStartObject();
      json.writeNumberProperty("schema", SCHEMA);
      recording(json, analysis);
      quality(json, analysis.recording().quality());
      json.writeArrayPropertyStart("findings");
      for (Diagnosis.Entry entry : analysis.diagnosis().entries()) {
        finding(json, entry);
      }
      json.writeEndArray();
      rules(json, analysis);
      RouteJson.write(json, analysis);
      ObjectiveReport.json(json, analysis.recording());
      PoolReport.json(json, analysis.recording());
      ExecutorReport.json(json, analysis.recording());
      json.writeEndObject();
    }
    out.append(text.getBuffer()).append('\n');
  }

  static JsonGenerator generator(StringWriter text) {
    return JSON.writer().withDefaultPrettyPrinter().createGenerator(text);
  }

  private static void recording(JsonGenerator json, Analysis analysis) {
    Recording recording = analysis.recording();
    JvmDescription jvm = recording.jvm();
    json.writeObjectPropertyStart("recording");
    strings(json, "files", analysis.files());
    json.writeStringProperty("from", time(recording.startNanos()));
    json.writeStringProperty("to", time(recording.endNanos()));
    json.writeNumberProperty("coveredNanos", recording.coveredNanos());
    strings(
        json,
        "producers",
        recording.chunks().stream().map(Chunk::producer).distinct().map(JsonReport::word).toList());
    json.writeObjectPropertyStart("jvm");
    json.writeStringProperty("name", jvm.name());
    json.writeStringProperty("version", jvm.version());
    json.writeStringProperty("mainClass", jvm.mainClass());
    json.writeStringProperty("arguments", jvm.arguments());
    json.writeNumberProperty("pid", jvm.pid());
    json.writeNumberProperty("cores", jvm.cores());
    json.writeNumberProperty("maxHeapBytes", jvm.maxHeapBytes());
    json.writeStringProperty("youngCollector", jvm.youngCollector());
    json.writeStringProperty("oldCollector", jvm.oldCollector());
    json.writeArrayPropertyStart("flags");
    for (JvmFlag flag : jvm.flags()) {
      json.writeStartObject();
      json.writeStringProperty("name", flag.name());
      json.writeStringProperty("value", flag.value());
      json.writeStringProperty("origin", flag.origin());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeObjectPropertyStart("samples");
    new TreeMap<>(recording.samples())
        .forEach((kind, table) -> json.writeNumberProperty(kind.id(), table.size()));
    json.writeEndObject();
    DumpReport.json(json, analysis);
    json.writeEndObject();
  }

  private static void quality(JsonGenerator json, Quality quality) {
    json.writeArrayPropertyStart("quality");
    for (Quality.Problem problem : quality.problems()) {
      json.writeStartObject();
      json.writeStringProperty("kind", word(problem.kind()));
      json.writeStringProperty("file", problem.file());
      json.writeStringProperty("what", problem.what());
      json.writeNumberProperty("lostBytes", problem.lostBytes());
      json.writeNumberProperty("lostNanos", problem.lostNanos());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void finding(JsonGenerator json, Diagnosis.Entry entry) {
    Finding finding = entry.finding();
    json.writeStartObject();
    json.writeStringProperty("rule", finding.rule());
    json.writeStringProperty("severity", finding.severity().id());
    number(json, "impact", finding.impact());
    json.writeStringProperty("impactOf", finding.impactOf().id());
    json.writeStringProperty("title", finding.title());
    json.writeStringProperty("summary", finding.summary());
    json.writeStringProperty("recommendation", finding.recommendation());
    json.writeArrayPropertyStart("evidence");
    for (Evidence evidence : finding.evidence()) {
      evidence(json, evidence);
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("location");
    for (Location location : finding.location()) {
      json.writeStartObject();
      json.writeStringProperty("class", location.className());
      json.writeStringProperty("method", location.methodName());
      json.writeNumberProperty("line", location.line());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringProperty("route", finding.route());
    json.writeStringProperty("from", time(finding.fromNanos()));
    json.writeStringProperty("to", time(finding.toNanos()));
    if (entry.leads()) {
      json.writeNullProperty("causedBy");
    } else {
      json.writeNumberProperty("causedBy", entry.causedBy());
    }
    json.writeStringProperty("because", entry.because());
    json.writeEndObject();
  }

  private static void evidence(JsonGenerator json, Evidence evidence) {
    json.writeStartObject();
    json.writeStringProperty("label", evidence.label());
    if (evidence.text().isEmpty()) {
      number(json, "value", evidence.value());
    } else {
      json.writeStringProperty("value", evidence.text());
    }
    json.writeStringProperty("unit", evidence.unit().id());
    Double threshold = evidence.threshold();
    number(json, "threshold", threshold == null ? Double.NaN : threshold);
    json.writeEndObject();
  }

  private static void rules(JsonGenerator json, Analysis analysis) {
    json.writeArrayPropertyStart("rules");
    for (RuleResult result : analysis.results()) {
      json.writeStartObject();
      json.writeStringProperty("rule", result.rule());
      json.writeStringProperty("outcome", result.outcome());
      json.writeStringProperty("reason", result.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void strings(JsonGenerator json, String name, Iterable<String> values) {
    json.writeArrayPropertyStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  /** NaN and infinity become null. */
  static void number(JsonGenerator json, String name, double value) {
    if (Double.isFinite(value)) {
      json.writeNumberProperty(name, value);
    } else {
      json.writeNullProperty(name);
    }
  }

  /** TRUNCATED_FILE becomes truncated-file. */
  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  static String time(long epochNanos) {
    return Instant.EPOCH.plusNanos(epochNanos).toString();
  }
}
