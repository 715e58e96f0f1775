package io.sonde.agent.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.sonde.bootstrap.LiveHttpCall;
import io.sonde.bootstrap.LiveRequest;
import io.sonde.bootstrap.LiveSpan;
import io.sonde.bootstrap.LiveStatement;
import io.sonde.bootstrap.LiveTask;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Requests made by hand, told to the real SDK. */
class RequestSignalsTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";
  private static final long START = System.nanoTime();

  @Test
  void tree_hasTheIdsAndTimesThatItHadBefore() {
    ToldSpans told = new ToldSpans();
    LiveStatement direct = statement(2, 1, "select 1 from a", "");
    LiveStatement inTask = statement(4, 3, "select 1 from b", "");
    LiveTask task = new LiveTask(3, 1, START + 10, START + 40, "Pool", 2_000_000_000, 7);
    told.signals().tell(request("http", "GET /a/{id}", 200, "", "", List.of(direct, inTask, task)));
    Map<String, SpanData> byId =
        told.spans().stream().collect(Collectors.toMap(SpanData::getSpanId, span -> span));
    assertThat(byId).hasSize(4);
    assertThat(told.spans()).allMatch(span -> span.getTraceId().equals(TRACE));
    assertThat(parent(byId, 2)).isEqualTo(hex(1));
    assertThat(parent(byId, 3)).isEqualTo(hex(1));
    assertThat(parent(byId, 4)).isEqualTo(hex(3));
    SpanData request = byId.get(hex(1));
    assertThat(request.getParentSpanContext().isValid()).isFalse();
    assertThat(request.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(request.getEndEpochNanos() - request.getStartEpochNanos()).isEqualTo(100);
    assertThat(byId.get(hex(3)).getStartEpochNanos() - request.getStartEpochNanos()).isEqualTo(10);
    assertThat(byId.get(hex(3)).getAttributes().get(Names.QUEUE_TIME)).isEqualTo(2.0);
  }

  @Test
  void callersSpan_isTheParent_andItsWishCounts() {
    ToldSpans told = new ToldSpans();
    told.signals().tell(ofCaller(true));
    told.signals().tell(ofCaller(false));
    assertThat(told.spans())
        .hasSize(2)
        .allMatch(span -> span.getTraceId().equals(TRACE))
        .extracting(SpanData::getParentSpanId)
        .containsExactly(CALLER, hex(1));
  }

  @Test
  void whatTheSamplerDrops_isDroppedWithAllThatWasDoneForIt() {
    ToldSpans told = new ToldSpans(Sampler.parentBased(Sampler.alwaysOff()));
    LiveSpan statement = statement(2, 1, "select 1", "");
    told.signals().tell(request("http", "GET /a", 200, "", "", List.of(statement)));
    told.signals().tell(inner());
    assertThat(told.spans()).isEmpty();
    assertThat(told.signals().made()).isZero();
  }

  @Test
  void requestWithinAnother_liesInItsSpan() {
    ToldSpans told = new ToldSpans();
    told.signals().tell(inner());
    assertThat(told.spans())
        .singleElement()
        .satisfies(
            span -> {
              assertThat(span.getParentSpanId()).isEqualTo(hex(9));
              assertThat(span.getKind()).isEqualTo(SpanKind.INTERNAL);
              assertThat(span.getAttributes().get(Names.ENTRY)).isEqualTo("com.acme.Job.run");
            });
  }

  @Test
  void failures_areErrors_andClientsErrorsAreNotTheServers() {
    ToldSpans told = new ToldSpans();
    told.signals().tell(request("http", "GET /a", 404, "", "", List.of()));
    told.signals().tell(request("http", "GET /a", 503, "", "", List.of()));
    told.signals().tell(request("http", "GET /a", 500, "java.io.IOException", "", List.of()));
    told.signals().tell(call(404));
    told.signals().tell(statement(5, 0, "select 1", "java.sql.SQLException"));
    assertThat(told.spans())
        .extracting(span -> span.getStatus().getStatusCode())
        .containsExactly(
            StatusCode.UNSET,
            StatusCode.ERROR,
            StatusCode.ERROR,
            StatusCode.ERROR,
            StatusCode.ERROR);
    assertThat(told.spans())
        .extracting(span -> span.getAttributes().get(AttributeKey.stringKey("error.type")))
        .containsExactly(null, "503", "java.io.IOException", "404", "java.sql.SQLException");
  }

  @Test
  void whatEndsAfterItsRequest_liesInItsSpan_asTheSamplerSays() {
    LiveTask late = new LiveTask(3, 1, START + 10, START + 400, "Pool", -1, -1);
    ToldSpans told = new ToldSpans();
    told.signals().tell(new SignalQueue.Late(ofCaller(true), late));
    told.signals().tell(new SignalQueue.Late(ofCaller(false), late));
    assertThat(told.spans())
        .singleElement()
        .satisfies(
            span -> {
              assertThat(span.getTraceId()).isEqualTo(TRACE);
              assertThat(span.getParentSpanId()).isEqualTo(hex(1));
            });
  }

  @Test
  void callOfNoRequest_isATraceOfItsOwn() {
    ToldSpans told = new ToldSpans();
    told.signals().tell(call(200));
    SpanData span = told.spans().get(0);
    assertThat(span.getParentSpanContext().isValid()).isFalse();
    assertThat(span.getSpanContext().isValid()).isTrue();
    assertThat(span.getAttributes().get(AttributeKey.stringKey("url.full")))
        .isEqualTo("https://bank:8443/pay/{id}");
    assertThat(span.getName()).isEqualTo("POST");
  }

  private static LiveHttpCall call(int status) {
    return new LiveHttpCall(
        6, 0, START, START + 5, "POST", "https", "bank", 8443, "/pay/{id}", status, "");
  }

  private static LiveStatement statement(long id, long parent, String text, String error) {
    return new LiveStatement(id, parent, START + 20, START + 30, "h2database", text, 1, error);
  }

  private static LiveRequest ofCaller(boolean sampled) {
    List<LiveSpan> children = List.of(statement(2, 1, "select 1", ""));
    return new LiveRequest(
        1,
        0,
        START,
        START + 100,
        "http",
        "GET /a",
        "http",
        200,
        "",
        TRACE,
        CALLER,
        sampled,
        5,
        6,
        children,
        0);
  }

  private static LiveRequest inner() {
    return new LiveRequest(
        1,
        9,
        START,
        START + 100,
        "entry",
        "com.acme.Job.run",
        "",
        0,
        "",
        TRACE,
        "",
        true,
        -1,
        -1,
        List.of(),
        0);
  }

  private static LiveRequest request(
      String kind, String route, int status, String error, String caller, List<LiveSpan> children) {
    return new LiveRequest(
        1,
        0,
        START,
        START + 100,
        kind,
        route,
        "http",
        status,
        error,
        TRACE,
        caller,
        true,
        5,
        6,
        children,
        0);
  }

  private static String parent(Map<String, SpanData> byId, long id) {
    return byId.get(hex(id)).getParentSpanId();
  }

  private static String hex(long id) {
    return String.format("%016x", id);
  }
}
