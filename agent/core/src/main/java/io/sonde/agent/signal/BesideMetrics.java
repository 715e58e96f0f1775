package io.sonde.agent.signal;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.function.Consumer;

/**
 * What only we know, told by the OpenTelemetry that the application has: objectives, and recordings
 * written by {@code dump-when}. Loaded by {@link BesideLoader}, where that API is seen; so the rest
 * of the agent knows it by types of the JDK alone. Takes the condition for which a recording was
 * written.
 */
public final class BesideMetrics implements Consumer<String>, AutoCloseable {
  private final BatchCallback objectives;
  private final LongCounter dumps;

  public BesideMetrics() {
    Meter meter = GlobalOpenTelemetry.get().getMeter(Names.SCOPE);
    objectives = ObjectiveMetrics.register(meter);
    dumps = Durations.dumps(meter);
  }

  @Override
  public void accept(String condition) {
    dumps.add(1, Attributes.of(Names.CONDITION, condition));
  }

  @Override
  public void close() {
    objectives.close();
  }
}
