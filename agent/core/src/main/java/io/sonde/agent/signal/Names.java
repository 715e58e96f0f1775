package io.sonde.agent.signal;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;

/**
 * Names that OpenTelemetry's stable semantic conventions do not have: those of connection pools,
 * which are still being developed there, and our own. docs/configuration.md lists all.
 */
final class Names {
  /** Of our spans and metrics. */
  static final String SCOPE = "io.sonde";

  static final AttributeKey<String> POOL = stringKey("db.client.connection.pool.name");
  static final AttributeKey<String> CONNECTION_STATE = stringKey("db.client.connection.state");

  static final AttributeKey<String> RECORDING = stringKey("sonde.recording");
  static final AttributeKey<Double> CPU_TIME = doubleKey("sonde.cpu.time");
  static final AttributeKey<Long> ALLOCATED = longKey("sonde.allocated");
  static final AttributeKey<Long> DROPPED_SPANS = longKey("sonde.spans.dropped");
  static final AttributeKey<String> EXECUTOR = stringKey("sonde.executor");
  static final AttributeKey<Double> QUEUE_TIME = doubleKey("sonde.queue.time");
  static final AttributeKey<String> ENTRY = stringKey("sonde.entry");
  static final AttributeKey<String> ENTRY_KIND = stringKey("sonde.entry.kind");

  static final AttributeKey<String> CONDITION = stringKey("sonde.dump.condition");
  static final AttributeKey<Double> MEASURED = doubleKey("sonde.dump.measured");
  static final AttributeKey<String> MEASURED_UNIT = stringKey("sonde.dump.unit");

  static final AttributeKey<String> SLO = stringKey("sonde.slo");
  static final AttributeKey<Boolean> SLO_GOOD = booleanKey("sonde.slo.good");
  static final AttributeKey<String> SLO_WINDOW = stringKey("sonde.slo.window");

  private Names() {}
}
