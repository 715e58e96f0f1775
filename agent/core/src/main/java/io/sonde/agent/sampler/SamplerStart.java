package io.sonde.agent.sampler;

import io.sonde.agent.config.SamplingConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * async-profiler being started in a thread of its own: loading the library and reading the symbols
 * of the JVM's libraries take a quarter of a second, which JFR's start beside it hides. Whoever
 * begins a start must {@link #await} or {@link #cancel} it.
 */
public final class SamplerStart {
  private final Thread thread;
  private volatile @Nullable AsyncSampler sampler;
  private volatile @Nullable Throwable failure;

  private SamplerStart(SamplingConfig config, Path ring, String prefix, long maxAgeNanos) {
    Runnable work =
        () -> {
          try {
            sampler = AsyncSampler.start(config, ring, prefix, maxAgeNanos);
          } catch (SamplerUnavailableException | RuntimeException | Error toldByAwait) {
            failure = toldByAwait;
          }
        };
    thread = new Thread(null, work, "sonde-sampler", 0, false);
    thread.setDaemon(true);
  }

  /**
   * Begins to start the sampler.
   *
   * @param ring directory for the files, named {@code prefix}N.jfr
   * @param maxAgeNanos how far back the ring must reach, 0 for all
   */
  public static SamplerStart begin(
      SamplingConfig config, Path ring, String prefix, long maxAgeNanos) {
    SamplerStart start = new SamplerStart(config, ring, prefix, maxAgeNanos);
    start.thread.start();
    return start;
  }

  /** The sampler, running. An interrupt waits until it is known. */
  public AsyncSampler await() throws SamplerUnavailableException {
    finish();
    AsyncSampler started = sampler;
    if (started != null) {
      return started;
    }
    if (failure instanceof SamplerUnavailableException unavailable) {
      throw unavailable;
    }
    throw new SamplerUnavailableException("it did not start: " + failure, failure);
  }

  /** Stops the sampler as soon as it runs. */
  public void cancel() {
    finish();
    AsyncSampler started = sampler;
    if (started != null) {
      started.stop();
    }
  }

  private void finish() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
