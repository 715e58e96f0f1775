package io.sonde.analyzer.report;

import io.sonde.analyzer.aggregate.Part;
import io.sonde.analyzer.aggregate.TracedRequest;
import io.sonde.analyzer.aggregate.Waterfall;
import io.sonde.analyzer.aggregate.Waterfall.Bar;
import io.sonde.analyzer.aggregate.Waterfall.Lane;
import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.Request;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** The members of docs/trace.schema.json. Times of waits are nanoseconds after the start. */
final class TraceJson {
  private TraceJson() {}

  static String of(String trace, Analysis analysis, List<TracedRequest> requests) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JsonReport.generator(text)) {
      json.writeStartObject();
      json.writeNumberProperty("schema", JsonReport.SCHEMA);
      json.writeStringProperty("trace", trace);
      JsonReport.strings(json, "files", analysis.files());
      json.writeArrayPropertyStart("requests");
      requests.forEach(each -> request(json, each, analysis.recording()));
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void request(JsonGenerator json, TracedRequest traced, Recording recording) {
    Waterfall waterfall = traced.waterfall();
    Request request = waterfall.request();
    int error = request.errorClass();
    json.writeStartObject();
    json.writeStringProperty("kind", waterfall.route().kind());
    json.writeStringProperty("route", waterfall.route().name());
    json.writeStringProperty("start", JsonReport.time(request.startNanos()));
    json.writeNumberProperty("durationNanos", request.durationNanos());
    json.writeNumberProperty("status", request.status());
    json.writeStringProperty("error", error < 0 ? "" : recording.classNames().get(error));
    known(json, "cpuNanos", request.cpuNanos());
    known(json, "allocatedBytes", request.allocatedBytes());
    RouteJson.parts(json, traced.split());
    json.writeArrayPropertyStart("threads");
    for (Lane lane : waterfall.lanes()) {
      json.writeStartObject();
      json.writeStringProperty("name", lane.thread());
      bars(json, "work", lane.work());
      bars(json, "waits", lane.bars());
      json.writeEndObject();
    }
    json.writeEndArray();
    bars(json, "pauses", waterfall.pauses());
    json.writeNumberProperty("omittedWaits", waterfall.omitted());
    json.writeEndObject();
  }

  private static void bars(JsonGenerator json, String name, List<Bar> bars) {
    json.writeArrayPropertyStart(name);
    for (Bar bar : bars) {
      Part part = bar.part();
      json.writeStartObject();
      json.writeNumberProperty("from", bar.from());
      json.writeNumberProperty("to", bar.to());
      if (part != null) {
        json.writeStringProperty("part", part.id());
      }
      if (!bar.label().isEmpty()) {
        json.writeStringProperty("label", bar.label());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void known(JsonGenerator json, String name, long value) {
    if (value < 0) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, value);
    }
  }
}
