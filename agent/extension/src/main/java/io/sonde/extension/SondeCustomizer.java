package io.sonde.extension;

import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;

/** Where OpenTelemetry's agent enters the extension, before the application begins. */
public final class SondeCustomizer implements AutoConfigurationCustomizerProvider {
  @Override
  public void customize(AutoConfigurationCustomizer customizer) {
    if (SondeStart.start()) {
      OpenSpans open = new OpenSpans();
      customizer.addTracerProviderCustomizer(
          (builder, properties) -> builder.addSpanProcessor(new RecordingProcessor(open)));
      ContextStorage.addWrapper(storage -> new RecordingStorage(storage, open));
    }
  }
}
