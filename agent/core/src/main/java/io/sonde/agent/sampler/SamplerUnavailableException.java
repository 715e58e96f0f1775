package io.sonde.agent.sampler;

import org.jspecify.annotations.Nullable;

/** async-profiler cannot take samples here; the message is the reason, without a full stop. */
public final class SamplerUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  SamplerUnavailableException(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }
}
