package io.sonde.extension;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.EventData;
import io.sonde.bootstrap.ForeignSpan;
import io.sonde.bootstrap.ProbeErrors;
import io.sonde.bootstrap.Requests;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Makes requests, statements and calls of OpenTelemetry's spans. Attributes have the names of the
 * stable semantic conventions, or those from before, which its agent uses by default.
 */
final class RecordingProcessor implements SpanProcessor {
  private static final AttributeKey<String> METHOD = stringKey("http.request.method");
  private static final AttributeKey<String> OLD_METHOD = stringKey("http.method");
  private static final AttributeKey<Long> STATUS = longKey("http.response.status_code");
  private static final AttributeKey<Long> OLD_STATUS = longKey("http.status_code");
  private static final AttributeKey<String> ROUTE = stringKey("http.route");
  private static final AttributeKey<String> PATH = stringKey("url.path");
  private static final AttributeKey<String> OLD_PATH = stringKey("http.target");
  private static final AttributeKey<String> URL = stringKey("url.full");
  private static final AttributeKey<String> OLD_URL = stringKey("http.url");
  private static final AttributeKey<String> SYSTEM = stringKey("db.system.name");
  private static final AttributeKey<String> OLD_SYSTEM = stringKey("db.system");
  private static final AttributeKey<String> QUERY = stringKey("db.query.text");
  private static final AttributeKey<String> OLD_QUERY = stringKey("db.statement");
  private static final AttributeKey<Long> BATCH_SIZE = longKey("db.operation.batch.size");
  private static final AttributeKey<String> ERROR_TYPE = stringKey("error.type");
  private static final AttributeKey<String> EXCEPTION = stringKey("exception.type");

  private final OpenSpans open;

  RecordingProcessor(OpenSpans open) {
    this.open = open;
  }

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {
    try {
      if (ForeignSpan.areRecorded()) {
        begin(open.get(Span.fromContext(parentContext).getSpanContext()), span);
      }
    } catch (RuntimeException | LinkageError unexpected) {
      ProbeErrors.suppressed(unexpected);
    }
  }

  private void begin(ForeignSpan parent, ReadWriteSpan span) {
    SpanKind kind = span.getKind();
    boolean isRequest =
        kind == SpanKind.SERVER
            || kind == SpanKind.CONSUMER
            || kind == SpanKind.INTERNAL && (parent == null || !parent.isOfRequest());
    ForeignSpan begun =
        isRequest
            ? ForeignSpan.beginRequest(
                kindOfRequest(span),
                span.getSpanContext().getTraceId(),
                span.getSpanContext().getSpanId(),
                parent)
            : ForeignSpan.beginWithin(parent, kind == SpanKind.CLIENT);
    open.add(span.getSpanContext(), begun);
  }

  private static String kindOfRequest(ReadableSpan span) {
    if (span.getKind() == SpanKind.CONSUMER) {
      return Requests.MESSAGE;
    }
    boolean http = span.getKind() == SpanKind.SERVER && first(span, METHOD, OLD_METHOD) != null;
    return http ? Requests.HTTP : Requests.ENTRY;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    try {
      ForeignSpan ended = open.remove(span.getSpanContext());
      if (ended != null) {
        end(ended, span);
      }
    } catch (RuntimeException | LinkageError unexpected) {
      ProbeErrors.suppressed(unexpected);
    }
  }

  private static void end(ForeignSpan ended, ReadableSpan span) {
    String error = error(span);
    if (ended.isRequest()) {
      if (ended.isHttp()) {
        int status = (int) number(span, STATUS, OLD_STATUS);
        String method = first(span, METHOD, OLD_METHOD);
        String path = first(span, PATH, OLD_PATH);
        ended.endHttp(status, method, span.getAttribute(ROUTE), withoutQuery(path), error);
      } else {
        ended.endRequest(span.getName(), error);
      }
    } else if (span.getKind() == SpanKind.CLIENT) {
      endCall(ended, span, error);
    }
  }

  private static void endCall(ForeignSpan ended, ReadableSpan span, String error) {
    String query = first(span, QUERY, OLD_QUERY);
    String method = first(span, METHOD, OLD_METHOD);
    String system = first(span, SYSTEM, OLD_SYSTEM);
    if (system != null && StoreCommand.isStore(system)) {
      ended.endCommand(system, StoreCommand.of(system, span.getName(), query), error);
    } else if (query != null) {
      long batch = number(span, BATCH_SIZE, BATCH_SIZE);
      ended.endStatement(query, (int) Math.max(1, batch), error);
    } else if (method != null) {
      String url = first(span, URL, OLD_URL);
      try {
        URI address = new URI(withoutQuery(url == null ? "" : url));
        boolean secure = "https".equals(address.getScheme());
        int port = address.getPort() > 0 ? address.getPort() : secure ? 443 : 80;
        String host = address.getHost() == null ? "" : address.getHost();
        int status = (int) number(span, STATUS, OLD_STATUS);
        // What failed by its status alone has that; an exception is another thing.
        ended.endCall(method, host, port, address.getRawPath(), status, status > 0 ? "" : error);
      } catch (URISyntaxException unusable) {
        ended.endCall(method, "", 0, "/", 0, error);
      }
    }
  }

  private static String withoutQuery(String path) {
    int query = path == null ? -1 : path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }

  /** Class of the exception; empty where there was none. */
  private static String error(ReadableSpan span) {
    for (EventData event : span.toSpanData().getEvents()) {
      String exception = event.getAttributes().get(EXCEPTION);
      if (exception != null) {
        return exception;
      }
    }
    String type = span.getAttribute(ERROR_TYPE);
    return type == null || type.isEmpty() || Character.isDigit(type.charAt(0)) ? "" : type;
  }

  private static String first(
      ReadableSpan span, AttributeKey<String> name, AttributeKey<String> before) {
    String value = span.getAttribute(name);
    return value == null ? span.getAttribute(before) : value;
  }

  private static long number(
      ReadableSpan span, AttributeKey<Long> name, AttributeKey<Long> before) {
    Long value = span.getAttribute(name);
    Long older = value == null ? span.getAttribute(before) : value;
    return older == null ? 0 : older;
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }
}
