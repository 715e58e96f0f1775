package io.sonde.analyzer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.networknt.schema.Error;
import io.sonde.analyzer.Analyzer;
import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.recording.ReadingProgress;
import io.sonde.analyzer.recording.RealRecordings;
import io.sonde.analyzer.recording.SondeRecordingReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonReportTest {
  static Stream<Analysis> analyses() {
    return Stream.of(
        ReportSamples.shop(),
        ReportSamples.healthy(),
        ReportSamples.empty(),
        ReportSamples.hostile(),
        RequestSamples.shop(),
        RequestSamples.hostile());
  }

  @ParameterizedTest
  @MethodSource("analyses")
  void everyAnalysis_followsTheSchema(Analysis analysis) throws IOException {
    assertThat(errors(json(analysis))).isEmpty();
  }

  /** Cut, so that losses are in it too. */
  @Test
  void realRecording_followsTheSchema(@TempDir Path folder) throws IOException {
    Path whole = RealRecordings.jfr(folder.resolve("whole.jfr"));
    RealRecordings.cut(whole, folder.resolve("cut.jfr"));

    Analysis analysis =
        new Analyzer(new SondeRecordingReader())
            .analyze(List.of(whole, folder), ReadingProgress.NONE);

    assertThat(analysis.recording().coverage().eventCounts()).isNotEmpty();
    assertThat(analysis.recording().quality().problems()).isNotEmpty();
    assertThat(errors(json(analysis))).isEmpty();
  }

  @Test
  void schema_refusesWhatItDoesNotKnow() throws IOException {
    String wrong = json(ReportSamples.shop()).replace("\"critical\"", "\"terrible\"");

    assertThat(errors(wrong)).isNotEmpty();
  }

  @Test
  void shop_carriesNumbersUnitsAndPlaces() throws IOException {
    JsonNode json = JsonMapper.shared().readTree(json(ReportSamples.shop()));

    JsonNode first = json.get("findings").get(0);
    assertThat(first.get("rule").asString()).isEqualTo("hot-path");
    assertThat(first.get("impact").doubleValue()).isEqualTo(0.65);
    assertThat(first.get("evidence").get(0).get("unit").asString()).isEqualTo("ratio");
    assertThat(first.get("evidence").get(0).get("threshold").doubleValue()).isEqualTo(0.1);
    assertThat(first.get("location").get(0).get("class").asString())
        .isEqualTo("com.shop.pricing.PriceRules");
    assertThat(json.get("rules")).hasSize(6);
  }

  @Test
  void routes_carryCountsAndTheSplitOfTheSlowOnes() throws IOException {
    JsonNode routes = JsonMapper.shared().readTree(json(RequestSamples.shop())).get("routes");

    JsonNode share =
        JsonMapper.shared().readTree(json(RequestSamples.shop())).get("explainedShare");
    assertThat(share.doubleValue()).isBetween(0.5, 1.0);
    assertThat(routes).hasSize(5);
    JsonNode orders = routes.get(0);
    assertThat(orders.get("route").asString()).isEqualTo(RequestSamples.ORDERS);
    assertThat(orders.get("count").longValue()).isEqualTo(3_000);
    assertThat(orders.get("errors").longValue()).isEqualTo(12);
    assertThat(orders.get("cpuNanosPerRequest").doubleValue()).isEqualTo(4e6);
    assertThat(orders.get("sqlPerRequest").doubleValue()).isEqualTo(12);
    assertThat(orders.get("sqlNanosPerRequest").doubleValue()).isEqualTo(2e6);
    assertThat(orders.get("connectionNanosPerRequest").doubleValue()).isEqualTo(2e4);
    assertThat(routes.get(1).get("sqlPerRequest").isNull()).isTrue();
    JsonNode comparison = orders.get("comparison");
    assertThat(comparison.get("largestDifference").asString()).isEqualTo("monitor");
    assertThat(comparison.get("culprit").get("lockClass").asString())
        .isEqualTo(RequestSamples.STOCK);
    assertThat(comparison.get("culprit").get("location").get("method").asString())
        .isEqualTo("reserve");
    for (String group : List.of("slow", "median")) {
      double sum = 0;
      for (JsonNode part : comparison.get(group).get("parts")) {
        sum += part.get("nanos").doubleValue();
      }
      assertThat(sum).isCloseTo(comparison.get(group).get("meanNanos").doubleValue(), within(1.0));
    }
    assertThat(routes.get(4).get("comparison").isNull()).isTrue();
    assertThat(routes.get(4).get("whySlow").asString()).contains("too few");
  }

  @Test
  void statements_carryTheirCaller_andExplainSlowOnes() throws IOException {
    JsonNode json = JsonMapper.shared().readTree(json(RequestSamples.shop()));

    JsonNode statement = json.get("statements").get(0);
    assertThat(json.get("statements")).hasSize(2);
    assertThat(statement.get("text").asString()).isEqualTo(RequestSamples.LINES);
    assertThat(statement.get("meanNanos").doubleValue()).isCloseTo(5e5, within(1e-3));
    assertThat(statement.get("caller").get("method").asString()).isEqualTo("run");
    assertThat(json.get("statements").get(1).get("caller").isNull()).isTrue();
    JsonNode search = json.get("routes").get(3);
    assertThat(search.get("route").asString()).isEqualTo(RequestSamples.SEARCH);
    JsonNode use = search.get("comparison").get("culprit").get("statement");
    assertThat(use.get("perSlowRequest").doubleValue()).isGreaterThan(59);
    assertThat(use.get("perMedianRequest").doubleValue()).isEqualTo(1);
  }

  @Test
  void statement_thatADatabasePlanned_carriesThePlan() throws IOException {
    String text = json(RequestSamples.shop());
    assertThat(errors(text)).isEmpty();
    JsonNode statements = JsonMapper.shared().readTree(text).get("statements");
    JsonNode plan = statements.get(0).get("plan");
    assertThat(plan.get("words").asString()).contains("Seq Scan on line");
    assertThat(plan.get("advice").get(0).asString()).isEqualTo(RequestSamples.LINES_INDEX);
    assertThat(statements.get(1).has("plan")).isFalse();
  }

  @Test
  void jvm_carriesTheFlagsThatAreNotAtTheirDefault() throws IOException {
    JsonNode jvm =
        JsonMapper.shared().readTree(json(ReportSamples.shop())).get("recording").get("jvm");
    JsonNode flag = jvm.get("flags").get(0);
    assertThat(flag.get("name").asString()).isEqualTo("MaxHeapSize");
    assertThat(flag.get("value").asString()).isEqualTo("536870912");
    assertThat(flag.get("origin").asString()).isEqualTo("Command line");
  }

  @Test
  void outgoingCalls_areListed_andExplainSlowOnes() throws IOException {
    String text = json(RequestSamples.paying());
    assertThat(errors(text)).isEmpty();
    JsonNode json = JsonMapper.shared().readTree(text);
    assertThat(json.get("httpCalls").get(0).get("text").asString()).isEqualTo(RequestSamples.PAY);
    assertThat(json.get("httpCalls").get(0).get("rowsPerCall").isNull()).isTrue();
    JsonNode route = json.get("routes").get(0);
    assertThat(route.get("comparison").get("largestDifference").asString()).isEqualTo("http");
    JsonNode use = route.get("comparison").get("culprit").get("downstream");
    assertThat(use.get("text").asString()).isEqualTo(RequestSamples.PAY);
    assertThat(use.get("perSlowRequest").doubleValue()).isEqualTo(1);
  }

  @Test
  void pools_carryTheirLongestHolds() throws IOException {
    JsonNode pool = JsonMapper.shared().readTree(json(RequestSamples.shop())).get("pools").get(0);

    assertThat(pool.get("name").asString()).isEqualTo(RequestSamples.POOL);
    assertThat(pool.get("limit").intValue()).isEqualTo(10);
    assertThat(pool.get("longestHolds")).hasSize(2);
    JsonNode longest = pool.get("longestHolds").get(0);
    assertThat(longest.get("holder").get("method").asString()).isEqualTo("pay");
  }

  @Test
  void executors_carryTheirQueues_andNullForWhatTheyDoNotTell() throws IOException {
    JsonNode executors = JsonMapper.shared().readTree(json(RequestSamples.shop())).get("executors");

    assertThat(executors).hasSize(2);
    JsonNode server = executors.get(0);
    assertThat(server.get("name").asString()).isEqualTo(RequestSamples.WORKERS);
    assertThat(server.get("limited").asBoolean()).isTrue();
    assertThat(server.get("mostQueued").intValue()).isEqualTo(7);
    assertThat(server.get("tasks").isNull()).isTrue();
    JsonNode exports = executors.get(1);
    assertThat(exports.get("name").asString()).isEqualTo("export-*");
    assertThat(exports.get("tasks").intValue()).isEqualTo(60);
    assertThat(exports.get("fullShare").isNull()).isTrue();
  }

  @Test
  void withoutRequests_thereAreNoRoutes() throws IOException {
    assertThat(JsonMapper.shared().readTree(json(ReportSamples.shop())).has("routes")).isFalse();
    assertThat(JsonMapper.shared().readTree(json(ReportSamples.shop())).has("statements"))
        .isFalse();
  }

  @Test
  void numbersThatAreNotFinite_becomeNull() throws IOException {
    String text = json(ReportSamples.shop());

    assertThat(text).doesNotContain("NaN").doesNotContain("Infinity");
    JsonNode quality = JsonMapper.shared().readTree(text).get("findings").get(2);
    assertThat(quality.get("impact").isNull()).isTrue();
  }

  private static String json(Analysis analysis) throws IOException {
    StringBuilder text = new StringBuilder();
    ReportFormat.JSON.write(analysis, text);
    return text.toString();
  }

  private static List<Error> errors(String json) throws IOException {
    return JsonSchemas.errors(Path.of("..", "docs", "findings.schema.json"), json);
  }
}
