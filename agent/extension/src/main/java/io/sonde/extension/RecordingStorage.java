package io.sonde.extension;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import io.sonde.bootstrap.ForeignSpan;
import io.sonde.bootstrap.RequestStretch;

/**
 * Sees which thread works in which span: OpenTelemetry's agent carries its context from thread to
 * thread, so the request goes along.
 */
final class RecordingStorage implements ContextStorage {
  private final ContextStorage storage;
  private final OpenSpans open;

  RecordingStorage(ContextStorage storage, OpenSpans open) {
    this.storage = storage;
    this.open = open;
  }

  @Override
  public Scope attach(Context context) {
    Scope scope = storage.attach(context);
    ForeignSpan span = open.get(Span.fromContext(context).getSpanContext());
    RequestStretch begun = span == null ? null : span.attach();
    return begun == null ? scope : new LeavingScope(scope, begun);
  }

  @Override
  public Context current() {
    return storage.current();
  }

  private static final class LeavingScope implements Scope {
    private final Scope scope;
    private final RequestStretch begun;
    private boolean closed;

    private LeavingScope(Scope scope, RequestStretch begun) {
      this.scope = scope;
      this.begun = begun;
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        begun.leave();
      }
      scope.close();
    }
  }
}
