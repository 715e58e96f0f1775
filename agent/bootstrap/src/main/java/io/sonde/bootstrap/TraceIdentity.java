package io.sonde.bootstrap;

import java.util.concurrent.ThreadLocalRandom;

/**
 * By what a request is found in a tracing tool: OpenTelemetry's current span, else what the caller
 * sent (W3C Trace Context, then B3), else numbers of our own. Headers are taken as they came and
 * read only when the request gets an event.
 */
final class TraceIdentity {
  private static final int TRACE_LENGTH = 32;
  private static final int SPAN_LENGTH = 16;
  private static final String HEX = "0123456789abcdef";

  private final String traceparent;
  private final String b3;
  private final String b3Trace;
  private final String b3Span;

  /** Of the request within which this one came in, or null. */
  private TraceIdentity outer;

  private String traceId = "";
  private String spanId = "";
  private String source = "";

  /** The span that the caller named, where the request has one of its own. */
  private String callerId = "";

  /** Of the request's own span; 0 where it has none. */
  private long ownSpanId;

  private boolean unsampled;

  /**
   * Header values, null where absent.
   *
   * @param b3 the single header
   * @param b3Trace X-B3-TraceId
   * @param b3Span X-B3-SpanId
   */
  TraceIdentity(String traceparent, String b3, String b3Trace, String b3Span) {
    this.traceparent = traceparent;
    this.b3 = b3;
    this.b3Trace = b3Trace;
    this.b3Span = b3Span;
  }

  /** That of a span of OpenTelemetry. */
  static TraceIdentity ofSpan(String traceId, String spanId) {
    TraceIdentity identity = new TraceIdentity(null, null, null, null);
    identity.set("opentelemetry", traceId, spanId);
    return identity;
  }

  boolean isOpenTelemetry() {
    return source.equals("opentelemetry");
  }

  /** Takes the current span of the calling thread, if there is one. */
  void look() {
    String[] span = OpenTelemetryLink.currentSpan();
    if (span != null) {
      set("opentelemetry", span[0], span[1]);
    }
  }

  /** The request came in within that one: without an identity of its own it is of its trace. */
  void isWithin(TraceIdentity around) {
    outer = around;
  }

  /** The request has a span of its own, which it is then found by; to be called before others. */
  void hasOwnSpan(long id) {
    ownSpanId = id;
  }

  /** To be asked of a resolved one. */
  String traceId() {
    return traceId;
  }

  /** To be asked of a resolved one; empty where the caller has named no span. */
  String callerId() {
    return callerId;
  }

  /** To be asked of a resolved one. */
  boolean isSampledByCaller() {
    return !unsampled;
  }

  synchronized void writeTo(RequestEvent event) {
    resolve();
    event.traceId = traceId;
    event.spanId = spanId;
    event.traceSource = source;
  }

  synchronized void writeTo(HttpCallEvent event) {
    resolve();
    event.traceId = traceId;
    event.spanId = spanId;
  }

  /** Name of the header by which the trace is carried on: in the words in which it came. */
  synchronized String headerName() {
    resolve();
    return source.equals("b3") ? "b3" : "traceparent";
  }

  /**
   * That header, as a call that lies in the request carries it.
   *
   * @param spanId of the call
   */
  synchronized String header(long spanId) {
    resolve();
    boolean kept = callerId.isEmpty() && !unsampled ? LiveSignals.keepsRoot(traceId) : !unsampled;
    return source.equals("b3")
        ? traceId.concat("-").concat(hex(spanId)).concat(kept ? "-1" : "-0")
        : "00-".concat(traceId).concat("-").concat(hex(spanId)).concat(kept ? "-01" : "-00");
  }

  private void resolve() {
    if (!source.isEmpty()) {
      return;
    }
    if (!fromTraceparent() && !fromB3()) {
      if (outer != null) {
        outer.share(this);
      } else {
        setOwn();
      }
    }
    if (ownSpanId != 0) {
      spanId = hex(ownSpanId);
    }
  }

  private void setOwn() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    set("own", hex(random.nextLong()).concat(hex(random.nextLong())), hex(random.nextLong()));
  }

  private synchronized void share(TraceIdentity inner) {
    resolve();
    inner.set(source, traceId, hex(ThreadLocalRandom.current().nextLong()));
    inner.unsampled = unsampled;
  }

  /** {@code 00-<32 hex>-<16 hex>-<2 hex>}; later versions may append to that. */
  private boolean fromTraceparent() {
    int trace = 3;
    int span = trace + TRACE_LENGTH + 1;
    boolean accepted =
        traceparent != null
            && traceparent.length() >= span + SPAN_LENGTH + 3
            && traceparent.charAt(2) == '-'
            && traceparent.charAt(span - 1) == '-'
            && accept(
                "traceparent",
                traceparent.substring(trace, trace + TRACE_LENGTH),
                traceparent.substring(span, span + SPAN_LENGTH));
    if (accepted) {
      // The lowest bit of the flags' second digit.
      int digit = HEX.indexOf(traceparent.charAt(span + SPAN_LENGTH + 2));
      unsampled = digit < 0 || (digit & 1) == 0;
    }
    return accepted;
  }

  /** {@code <16 or 32 hex>-<16 hex>[-sampled[-parent]]}, or the same in two headers. */
  private boolean fromB3() {
    if (b3 != null) {
      int dash = b3.indexOf('-');
      if (dash > 0 && b3.length() >= dash + 1 + SPAN_LENGTH) {
        int end = dash + 1 + SPAN_LENGTH;
        unsampled = b3.startsWith("-0", end);
        return accept("b3", padded(b3.substring(0, dash)), b3.substring(dash + 1, end));
      }
    }
    return b3Trace != null && b3Span != null && accept("b3", padded(b3Trace), b3Span);
  }

  /** B3 allows trace ids of 64 bits; in a tracing tool they stand with zeros before them. */
  private static String padded(String trace) {
    return trace.length() == SPAN_LENGTH ? "0000000000000000".concat(trace) : trace;
  }

  private boolean accept(String from, String trace, String span) {
    if (isId(trace, TRACE_LENGTH) && isId(span, SPAN_LENGTH)) {
      set(from, trace, span);
      callerId = span;
      return true;
    }
    return false;
  }

  private void set(String from, String trace, String span) {
    source = from;
    traceId = trace;
    spanId = span;
  }

  /** Lower-case hex digits that are not all zero, as both standards ask for. */
  private static boolean isId(String text, int length) {
    boolean zero = true;
    for (int i = 0; i < text.length(); i++) {
      if (HEX.indexOf(text.charAt(i)) < 0) {
        return false;
      }
      zero &= text.charAt(i) == '0';
    }
    return text.length() == length && !zero;
  }

  private static String hex(long value) {
    char[] digits = new char[SPAN_LENGTH];
    for (int i = 0; i < SPAN_LENGTH; i++) {
      digits[i] = HEX.charAt((int) (value >>> 4 * (SPAN_LENGTH - 1 - i)) & 0xf);
    }
    return new String(digits);
  }
}
