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
  private String traceId = "";
  private String spanId = "";
  private String source = "";

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

  void writeTo(RequestEvent event) {
    resolve();
    event.traceId = traceId;
    event.spanId = spanId;
    event.traceSource = source;
  }

  void writeTo(HttpCallEvent event) {
    resolve();
    event.traceId = traceId;
    event.spanId = spanId;
  }

  private void resolve() {
    if (!source.isEmpty() || fromTraceparent() || fromB3()) {
      return;
    }
    ThreadLocalRandom random = ThreadLocalRandom.current();
    set("own", hex(random.nextLong()).concat(hex(random.nextLong())), hex(random.nextLong()));
  }

  /** {@code 00-<32 hex>-<16 hex>-<2 hex>}; later versions may append to that. */
  private boolean fromTraceparent() {
    int trace = 3;
    int span = trace + TRACE_LENGTH + 1;
    return traceparent != null
        && traceparent.length() >= span + SPAN_LENGTH + 3
        && traceparent.charAt(2) == '-'
        && traceparent.charAt(span - 1) == '-'
        && accept(
            "traceparent",
            traceparent.substring(trace, trace + TRACE_LENGTH),
            traceparent.substring(span, span + SPAN_LENGTH));
  }

  /** {@code <16 or 32 hex>-<16 hex>[-sampled[-parent]]}, or the same in two headers. */
  private boolean fromB3() {
    if (b3 != null) {
      int dash = b3.indexOf('-');
      if (dash > 0 && b3.length() >= dash + 1 + SPAN_LENGTH) {
        String span = b3.substring(dash + 1, dash + 1 + SPAN_LENGTH);
        return accept("b3", padded(b3.substring(0, dash)), span);
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
