package io.sonde.extension;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.sonde.bootstrap.ForeignSpan;
import io.sonde.bootstrap.RequestStretch;
import io.sonde.bootstrap.Requests;
import io.sonde.bootstrap.RouteCell;
import io.sonde.bootstrap.RouteTotals;
import io.sonde.bootstrap.Routes;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spans of the real SDK, with attributes of both generations of the semantic conventions. */
class RecordingProcessorTest {
  private final OpenSpans open = new OpenSpans();
  private final Tracer tracer =
      SdkTracerProvider.builder()
          .addSpanProcessor(new RecordingProcessor(open))
          .build()
          .get("test");

  @BeforeEach
  void record() {
    ForeignSpan.haveTheProbes();
    Requests.start(0, 100);
  }

  @AfterEach
  void stop() {
    Requests.stop();
    Routes.clear();
  }

  @Test
  void stableNames_makeARouteWithItsStatementsAndCalls() {
    Span request = server("http.request.method").startSpan();
    within(
        request,
        () -> {
          client().setAttribute("db.query.text", "select 1 from a where b = 'x'").startSpan().end();
          Span call =
              client()
                  .setAttribute("http.request.method", "POST")
                  .setAttribute("url.full", "https://bank/pay/7?card=1")
                  .startSpan();
          call.setAttribute("http.response.status_code", 503L).end();
        });
    request.setAttribute("http.route", "/orders/{id}");
    request.setAttribute("http.response.status_code", 500L).end();
    RouteTotals totals = totals("GET /orders/{id}");
    assertThat(totals.calls().count()).isEqualTo(1);
    assertThat(totals.errors()).isEqualTo(1);
    assertThat(totals.sqlCount()).isEqualTo(1);
    assertThat(totals.httpCount()).isEqualTo(1);
    assertThat(open.get(request.getSpanContext())).as("it has ended").isNull();
  }

  @Test
  void namesFromBefore_areUnderstoodToo() {
    Span request = server("http.method").startSpan();
    within(
        request,
        () -> {
          client().setAttribute("db.statement", "select 1").startSpan().end();
        });
    request.setAttribute("http.target", "/orders/4711?card=1");
    request.setAttribute("http.status_code", 200L).end();
    RouteTotals totals = totals("GET /orders/{id}");
    assertThat(totals.errors()).isZero();
    assertThat(totals.sqlCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "redis, GET, GET user:4711, GET user:…",
    "redis, GET, GET 4711, GET",
    "redis, MULTI, MULTI, MULTI",
    "redis, HGET, HGET anna@example.com:1 name, HGET",
    "redis, PING, , PING",
    "mongodb, find shop.orders, '{\"find\": \"orders\"}', find shop.orders",
    "memcached, get, get session-17, get"
  })
  void commandOfAStore_hasNoKeyAndNoValue(
      String system, String spanName, String text, String command) {
    assertThat(StoreCommand.isStore(system)).isTrue();
    assertThat(StoreCommand.of(system, spanName, text)).isEqualTo(command);
  }

  @Test
  void commandsToAStore_countAsStatements() {
    Span request = server("http.request.method").startSpan();
    within(
        request,
        () -> {
          client().setAttribute("db.system", "redis").startSpan().end();
          client().setAttribute("db.system.name", "mongodb").startSpan().end();
        });
    request.setAttribute("http.route", "/stores").end();
    assertThat(totals("GET /stores").sqlCount()).isEqualTo(2);
  }

  @Test
  void messagesAndOtherEntries_haveTheSpansName_andTheirFailures() {
    Span message = tracer.spanBuilder("orders process").setSpanKind(SpanKind.CONSUMER).startSpan();
    message.recordException(new IllegalStateException()).setStatus(StatusCode.ERROR).end();
    Span job = tracer.spanBuilder("Job.run").startSpan();
    within(
        job,
        () -> {
          tracer.spanBuilder("within").startSpan().end();
        });
    job.end();
    assertThat(kinds())
        .containsOnly(Map.entry("orders process", "message"), Map.entry("Job.run", "entry"));
    assertThat(totals("orders process").errors()).isEqualTo(1);
    assertThat(totals("Job.run").errors()).isZero();
  }

  @Test
  void threadThatWorksInASpan_worksForItsRequest_untilItLeavesIt() throws InterruptedException {
    Span request = server("http.request.method").startSpan();
    ForeignSpan span = open.get(request.getSpanContext());
    RequestStretch entry = span.attach();
    assertThat(Requests.current()).isSameAs(entry);
    assertThat(span.attach()).as("it does already").isNull();
    Thread hop =
        new Thread(
            () -> {
              RequestStretch task = span.attach();
              assertThat(task.request()).isSameAs(entry.request());
              task.leave();
              assertThat(Requests.current()).isNull();
            });
    hop.start();
    hop.join();
    entry.leave();
    request.end();
    assertThat(span.attach()).as("it has ended").isNull();
  }

  private static void within(Span span, Runnable work) {
    Context.root().with(span).wrap(work).run();
  }

  private SpanBuilder server(String method) {
    return tracer
        .spanBuilder("GET")
        .setSpanKind(SpanKind.SERVER)
        .setParent(Context.root())
        .setAttribute(method, "GET");
  }

  private SpanBuilder client() {
    return tracer.spanBuilder("call").setSpanKind(SpanKind.CLIENT);
  }

  private static Map<String, String> kinds() {
    return Routes.all().stream().collect(Collectors.toMap(RouteCell::route, RouteCell::kind));
  }

  private static RouteTotals totals(String route) {
    return Routes.all().stream()
        .filter(cell -> cell.route().equals(route))
        .findFirst()
        .orElseThrow(() -> new AssertionError(kinds().toString()))
        .endPeriod();
  }
}
