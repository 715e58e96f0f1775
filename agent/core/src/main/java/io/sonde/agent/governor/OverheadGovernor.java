package io.sonde.agent.governor;

import io.sonde.bootstrap.AgentLog;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The governor at work, in a daemon thread of its own for as long as a recording runs. Until
 * something that is instrumented has run, the thread only looks for that, and no other class of
 * this package is loaded.
 */
public final class OverheadGovernor {
  private static final long PERIOD_NANOS = 1_000_000_000;

  /** Looks are further apart where reading the counters takes more than one part in so many. */
  private static final int MOST_READING = 500;

  private static final long LONGEST_PERIOD_NANOS = 2_000_000_000;

  /** Time for the JVM to compile the code under calibration. */
  private static final long COMPILATION_NANOS = 300_000_000;

  /** Looks with which calibration goes on. */
  private static final int CALIBRATED_LOOKS = 10;

  /**
   * Readings of the counters of which the quickest tells what one takes: on a busy machine a single
   * one may be interrupted for longer than the budget.
   */
  private static final int READINGS = 5;

  private static final long PATIENCE_MILLIS = 2_000;

  private final double share;
  private final int configuredStride;
  private final Thread thread = new Thread(null, this::run, "sonde-governor", 0, false);
  private volatile @Nullable GovernorState state;
  private volatile boolean stopped;

  /**
   * @param share of all processors that the probes may take, 0 to 1
   * @param configuredStride how methods are timed: 1: each call; N: one in N
   */
  public OverheadGovernor(double share, int configuredStride) {
    this.share = share;
    this.configuredStride = configuredStride;
  }

  /** To be called when the recording runs. */
  public void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Turns nothing from now on. */
  public void stop() {
    stopped = true;
    thread.interrupt();
    try {
      thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  /** What it found last; null before its first look. */
  public @Nullable GovernorState state() {
    return state;
  }

  private void run() {
    try {
      while (!LiveProbes.anyAtWork()) {
        TimeUnit.NANOSECONDS.sleep(PERIOD_NANOS);
      }
      govern();
    } catch (InterruptedException end) {
      // the recording has ended
    } catch (Throwable failure) {
      AgentLog.say("the overhead of the probes is no longer governed: " + failure + ".");
    }
  }

  private void govern() throws InterruptedException {
    LiveProbes probes = new LiveProbes(configuredStride);
    Calibration calibration = new Calibration(System::nanoTime);
    Governor governor =
        new Governor(
            share, () -> Runtime.getRuntime().availableProcessors(), probes, StepWriter::write);
    calibration.measure();
    TimeUnit.NANOSECONDS.sleep(COMPILATION_NANOS);
    calibration.measure();
    ProbeCosts costs = calibration.write();
    LoadMeter meter = new LoadMeter(probes, System.nanoTime());
    long[] took = new long[READINGS];
    for (int looks = 1; !stopped; looks++) {
      TimeUnit.NANOSECONDS.sleep(
          Math.min(LONGEST_PERIOD_NANOS, Math.max(PERIOD_NANOS, MOST_READING * least(took))));
      long start = System.nanoTime();
      Load load = meter.read(start, least(took));
      took[looks % READINGS] = System.nanoTime() - start;
      if (stopped) {
        return;
      }
      state = governor.look(load, costs);
      if (looks <= CALIBRATED_LOOKS) {
        costs = calibration.measure();
      }
      if (looks == CALIBRATED_LOOKS) {
        costs = calibration.write();
      }
    }
  }

  private static long least(long[] nanos) {
    return Arrays.stream(nanos).min().orElse(0);
  }
}
