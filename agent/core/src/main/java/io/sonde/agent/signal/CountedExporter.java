package io.sonde.agent.signal;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a back end has taken and what it has not. */
final class CountedExporter implements SpanExporter {
  private final SpanExporter exporter;
  private final LongAdder sent;
  private final LongAdder failed;

  CountedExporter(SpanExporter exporter, LongAdder sent, LongAdder failed) {
    this.exporter = exporter;
    this.sent = sent;
    this.failed = failed;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    int number = spans.size(); // the collection is used again
    CompletableResultCode result = exporter.export(spans);
    return result.whenComplete(() -> (result.isSuccess() ? sent : failed).add(number));
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }

  @Override
  public String toString() {
    return exporter.toString();
  }
}
