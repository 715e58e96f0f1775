package io.sonde.analyzer.report;

import io.sonde.analyzer.aggregate.MeanOfRequests;
import io.sonde.analyzer.aggregate.Part;
import io.sonde.analyzer.aggregate.Place;
import io.sonde.analyzer.aggregate.RequestSummary;
import io.sonde.analyzer.aggregate.RouteSummary;
import io.sonde.analyzer.aggregate.SlowComparison;
import io.sonde.analyzer.aggregate.SlowComparison.Culprit;
import io.sonde.analyzer.aggregate.SlowComparison.Group;
import io.sonde.analyzer.aggregate.SlowComparison.HeldBy;
import io.sonde.analyzer.aggregate.SlowComparison.StatementUse;
import io.sonde.analyzer.aggregate.Split;
import io.sonde.analyzer.finding.Analysis;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The members on requests of docs/findings.schema.json. */
final class RouteJson {
  private RouteJson() {}

  /** Nothing where no requests were recorded. */
  static void write(JsonGenerator json, Analysis analysis) {
    RequestSummary summary = RequestSummary.of(analysis.recording());
    List<RouteSummary> routes = summary.routes();
    if (routes.isEmpty()) {
      return;
    }
    JsonReport.number(json, "explainedShare", summary.explainedShare());
    json.writeArrayPropertyStart("routes");
    routes.forEach(route -> route(json, route));
    json.writeEndArray();
    StatementReport.json(json, "statements", summary.statements(), analysis.plans());
    StatementReport.json(json, "httpCalls", summary.calls(), Map.of());
  }

  private static void route(JsonGenerator json, RouteSummary route) {
    json.writeStartObject();
    json.writeStringProperty("kind", route.route().kind());
    json.writeStringProperty("route", route.route().name());
    json.writeNumberProperty("count", route.count());
    json.writeNumberProperty("errors", route.errors());
    JsonReport.number(json, "perSecond", route.perSecond());
    json.writeNumberProperty("totalNanos", route.totalNanos());
    json.writeNumberProperty("p50Nanos", route.p50Nanos());
    json.writeNumberProperty("p90Nanos", route.p90Nanos());
    json.writeNumberProperty("p99Nanos", route.p99Nanos());
    json.writeNumberProperty("p999Nanos", route.p999Nanos());
    json.writeNumberProperty("maxNanos", route.maxNanos());
    mean(json, "cpuNanosPerRequest", "cpuError", route.cpuNanos());
    mean(json, "allocatedBytesPerRequest", "allocatedError", route.allocatedBytes());
    JsonReport.number(json, "sqlPerRequest", route.database().statements());
    JsonReport.number(json, "sqlNanosPerRequest", route.database().statementNanos());
    JsonReport.number(json, "connectionNanosPerRequest", route.database().connectionNanos());
    JsonReport.number(json, "httpPerRequest", route.http().calls());
    JsonReport.number(json, "httpNanosPerRequest", route.http().waitedNanos());
    JsonReport.number(json, "tasksPerRequest", route.tasks().tasks());
    JsonReport.number(json, "queuedNanosPerRequest", route.tasks().queuedNanos());
    json.writeStringProperty("whySlow", RouteWords.whySlow(route));
    SlowComparison comparison = route.comparison();
    if (comparison == null) {
      json.writeNullProperty("comparison");
    } else {
      comparison(json, comparison);
    }
    json.writeEndObject();
  }

  /** The error stands there only where samples told the mean. */
  private static void mean(JsonGenerator json, String name, String error, MeanOfRequests mean) {
    JsonReport.number(json, name, mean.value());
    if (mean.isEstimated()) {
      JsonReport.number(json, error, mean.relativeError());
    }
  }

  private static void comparison(JsonGenerator json, SlowComparison comparison) {
    json.writeObjectPropertyStart("comparison");
    json.writeStringProperty("slowest", comparison.slowestPercent() ? "1-percent" : "handful");
    group(json, "slow", comparison.slow());
    group(json, "median", comparison.median());
    Part largest = comparison.largest();
    if (largest == null) {
      json.writeNullProperty("largestDifference");
    } else {
      json.writeStringProperty("largestDifference", largest.id());
    }
    Culprit culprit = comparison.culprit();
    if (culprit == null) {
      json.writeNullProperty("culprit");
    } else {
      culprit(json, culprit);
    }
    json.writeEndObject();
  }

  private static void group(JsonGenerator json, String name, Group group) {
    Split split = group.split();
    json.writeObjectPropertyStart(name);
    json.writeNumberProperty("requests", group.requests());
    JsonReport.number(json, "standsFor", group.standsFor());
    JsonReport.number(json, "meanNanos", split.totalNanos());
    JsonReport.number(json, "pausedInWaitsNanos", split.pausedInWaitsNanos());
    parts(json, split);
    json.writeEndObject();
  }

  static void parts(JsonGenerator json, Split split) {
    json.writeArrayPropertyStart("parts");
    for (Part part : Part.values()) {
      if (split.nanos(part) > 0) {
        json.writeStartObject();
        json.writeStringProperty("part", part.id());
        JsonReport.number(json, "nanos", split.nanos(part));
        json.writeBooleanProperty("estimated", split.isEstimated(part));
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  private static void culprit(JsonGenerator json, Culprit culprit) {
    json.writeObjectPropertyStart("culprit");
    json.writeStringProperty("lockClass", culprit.lockClass());
    location(json, "location", culprit.method());
    json.writeStringProperty("owner", culprit.owner());
    heldBy(json, culprit.heldBy());
    use(json, "statement", culprit.statement());
    use(json, "downstream", culprit.downstream());
    JsonReport.number(json, "share", culprit.share());
    json.writeEndObject();
  }

  private static void use(JsonGenerator json, String name, @Nullable StatementUse use) {
    if (use == null) {
      json.writeNullProperty(name);
      return;
    }
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("text", use.text());
    JsonReport.number(json, "perSlowRequest", use.perSlow());
    JsonReport.number(json, "perMedianRequest", use.perMedian());
    json.writeEndObject();
  }

  private static void heldBy(JsonGenerator json, @Nullable HeldBy heldBy) {
    if (heldBy == null) {
      json.writeNullProperty("heldBy");
      return;
    }
    json.writeObjectPropertyStart("heldBy");
    members(json, heldBy.method());
    json.writeStringProperty("doing", heldBy.doing().id());
    json.writeEndObject();
  }

  static void location(JsonGenerator json, String name, @Nullable Place place) {
    if (place == null) {
      json.writeNullProperty(name);
      return;
    }
    json.writeObjectPropertyStart(name);
    members(json, place);
    json.writeEndObject();
  }

  private static void members(JsonGenerator json, Place place) {
    json.writeStringProperty("class", place.className());
    json.writeStringProperty("method", place.methodName());
    json.writeNumberProperty("line", Math.max(0, place.line()));
  }
}
