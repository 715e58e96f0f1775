package io.sonde.agent.signal;

import io.sonde.bootstrap.OpenTelemetryLink;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a request has a span of an OpenTelemetry that the application, or OpenTelemetry's
 * agent, has set up, and then tells by that what it cannot know itself. Nothing that it does know:
 * requests and statements are its own.
 */
public final class Beside {
  private static final long LOOK_MILLIS = 1_000;

  private final Consumer<String> say;
  private final Thread thread = new Thread(null, this::run, "sonde-beside", 0, false);
  private @Nullable Object metrics;
  private boolean ended;

  /**
   * @param say takes one sentence for the user
   */
  public Beside(Consumer<String> say) {
    this.say = say;
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** The recording was written because this condition held. */
  public synchronized void dumped(String condition) {
    if (metrics instanceof Consumer<?> consumer) {
      @SuppressWarnings("unchecked") // BesideMetrics, of which this class sees no more than this
      Consumer<String> dumps = (Consumer<String>) consumer;
      dumps.accept(condition);
    }
  }

  public void stop() {
    thread.interrupt();
    close();
  }

  private void run() {
    try {
      while (!OpenTelemetryLink.isUsed()) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
      open();
    } catch (InterruptedException stopped) {
      // Nobody has used it.
    } catch (ReflectiveOperationException | LinkageError | RuntimeException failure) {
      say.accept(
          "objectives and dumps are not told by the application's OpenTelemetry, which has to be 1.15"
              + " or newer: "
              + failure
              + ".");
    }
  }

  private synchronized void open() throws ReflectiveOperationException {
    if (!ended) {
      metrics =
          new BesideLoader(OpenTelemetryLink.usedLoader(), OpenTelemetryLink.usedPrefix())
              .loadClass(BesideMetrics.class.getName())
              .getConstructor()
              .newInstance();
    }
  }

  private synchronized void close() {
    ended = true;
    if (metrics instanceof AutoCloseable open) {
      try {
        open.close();
      } catch (Exception failure) {
        say.accept(
            "metrics of the application's OpenTelemetry could not be closed: " + failure + ".");
      }
    }
    metrics = null;
  }
}
