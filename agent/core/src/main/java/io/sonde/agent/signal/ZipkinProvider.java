package io.sonde.agent.signal;

import io.opentelemetry.exporter.zipkin.ZipkinSpanExporter;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import zipkin2.reporter.BytesMessageSender;
import zipkin2.reporter.urlconnection.URLConnectionSender;

/** Zipkin's exporter with the JDK's own HTTP client: the one that it brings needs OkHttp. */
public final class ZipkinProvider implements ConfigurableSpanExporterProvider {
  static final String NAME = "sonde-zipkin";
  static final String ENDPOINT = "sonde.zipkin.endpoint";

  private static final String PATH = "/api/v2/spans";
  private static final int TIMEOUT_MILLIS = 10_000;

  @Override
  @SuppressWarnings("deprecation") // no longer developed, and still what Zipkin understands
  public SpanExporter createExporter(ConfigProperties properties) {
    String url = String.valueOf(properties.getString(ENDPOINT));
    BytesMessageSender sender =
        URLConnectionSender.newBuilder()
            .endpoint(url.endsWith(PATH) ? url : url + PATH)
            .connectTimeout(TIMEOUT_MILLIS)
            .readTimeout(TIMEOUT_MILLIS)
            .build();
    return ZipkinSpanExporter.builder().setSender(sender).build();
  }

  @Override
  public String getName() {
    return NAME;
  }
}
