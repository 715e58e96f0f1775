package io.sonde.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceIdentityTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";
  private static final String PARENT = "00-" + TRACE + "-" + SPAN + "-01";

  @Test
  void traceparent_isTakenBeforeB3() {
    RequestEvent event = event(new TraceIdentity(PARENT, SPAN + "-" + SPAN, null, null));
    assertThat(event.traceSource).isEqualTo("traceparent");
    assertThat(event.traceId).isEqualTo(TRACE);
    assertThat(event.spanId).isEqualTo(SPAN);
  }

  @Test
  void laterVersionOfTraceparent_isRead() {
    String later = "cc-" + TRACE + "-" + SPAN + "-01-what-the-future-holds";
    assertThat(event(new TraceIdentity(later, null, null, null)).traceId).isEqualTo(TRACE);
  }

  @ParameterizedTest
  @ValueSource(strings = {TRACE + "-" + SPAN, TRACE + "-" + SPAN + "-1", TRACE + "-" + SPAN + "-d"})
  void b3InOneHeader_isRead(String header) {
    RequestEvent event = event(new TraceIdentity(null, header, null, null));
    assertThat(event.traceSource).isEqualTo("b3");
    assertThat(event.traceId).isEqualTo(TRACE);
    assertThat(event.spanId).isEqualTo(SPAN);
  }

  @Test
  void b3InTwoHeaders_shortTraceId_isPadded() {
    RequestEvent event = event(new TraceIdentity(null, null, SPAN, SPAN));
    assertThat(event.traceSource).isEqualTo("b3");
    assertThat(event.traceId).isEqualTo("0000000000000000" + SPAN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "0",
        "00-0af7",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c8031zz-b7ad6b7169203331-01",
        "00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01"
      })
  void whatIsNoHeader_isReplacedByNumbersOfOurOwn(String odd) {
    RequestEvent one = event(new TraceIdentity(odd, odd, odd, odd));
    RequestEvent other = event(new TraceIdentity(odd, odd, odd, odd));
    assertThat(one.traceSource).isEqualTo("own");
    assertThat(one.traceId).matches("[0-9a-f]{32}").isNotEqualTo(other.traceId);
    assertThat(one.spanId).matches("[0-9a-f]{16}").isNotEqualTo(other.spanId);
  }

  /** A span found in a tracing tool is the request's own; the caller's is the one around it. */
  @Test
  void ownSpan_isOfTheCallersTrace_andNamesTheCaller() {
    TraceIdentity trace = new TraceIdentity(PARENT, null, null, null);
    trace.hasOwnSpan(0x1a);
    RequestEvent event = event(trace);
    assertThat(event.traceId).isEqualTo(TRACE);
    assertThat(event.spanId).isEqualTo("000000000000001a");
    assertThat(trace.callerId()).isEqualTo(SPAN);
    assertThat(event.traceSource).isEqualTo("traceparent");
  }

  @Test
  void ownSpan_withoutACaller_beginsATrace() {
    TraceIdentity trace = new TraceIdentity(null, null, null, null);
    trace.hasOwnSpan(-1);
    assertThat(event(trace).spanId).isEqualTo("ffffffffffffffff");
    assertThat(trace.callerId()).isEmpty();
    assertThat(trace.isSampledByCaller()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"01, true", "00, false", "03, true", "02, false", "zz, false"})
  void flagsOfTraceparent_sayWhetherTheTraceIsKept(String flags, boolean kept) {
    String header = "00-" + TRACE + "-" + SPAN + "-" + flags;
    TraceIdentity trace = new TraceIdentity(header, null, null, null);
    event(trace);
    assertThat(trace.isSampledByCaller()).isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource({"'', true", "-1, true", "-0, false", "-d, true"})
  void b3_saysWhetherTheTraceIsKept(String state, boolean kept) {
    TraceIdentity trace = new TraceIdentity(null, TRACE + "-" + SPAN + state, null, null);
    event(trace);
    assertThat(trace.isSampledByCaller()).isEqualTo(kept);
  }

  @Test
  void requestWithinAnother_isOfItsTrace() {
    TraceIdentity outer = new TraceIdentity(PARENT, null, null, null);
    TraceIdentity inner = new TraceIdentity(null, null, null, null);
    inner.isWithin(outer);
    RequestEvent event = event(inner);
    assertThat(event.traceId).isEqualTo(TRACE);
    assertThat(event.spanId).isNotEqualTo(SPAN).matches("[0-9a-f]{16}");
    assertThat(inner.callerId()).as("it has no caller of its own").isEmpty();
  }

  private static RequestEvent event(TraceIdentity trace) {
    RequestEvent event = new RequestEvent();
    trace.writeTo(event);
    return event;
  }
}
