package io.sonde.agent.trigger;

import io.sonde.agent.config.DumpCondition;
import io.sonde.bootstrap.TriggerEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks once a second whether a condition holds, and has the recording written then, while the last
 * minutes are still in it. One daemon thread.
 */
public final class DumpTrigger {
  private static final long LOOK_MILLIS = 1_000;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double WHOLE = 100;

  /** Writes the recording. */
  public interface Dump {
    /** Returns the file. */
    Path write() throws IOException;
  }

  private final List<WatchedCondition> watched = new ArrayList<>();
  private final long pauseNanos;
  private final Dump dump;
  private final Consumer<Breach> told;
  private final Consumer<String> say;
  private final Thread thread = new Thread(null, this::run, "sonde-trigger", 0, false);
  private volatile boolean stopped;
  private boolean dumped;
  private long lastDump;

  /**
   * @param pauseNanos least time between two dumps; 0: there is one at most
   * @param told hears of each breach for which the recording was written
   * @param say takes one sentence for the user
   */
  public DumpTrigger(
      List<DumpCondition> conditions,
      long pauseNanos,
      Dump dump,
      Consumer<Breach> told,
      Consumer<String> say) {
    this.pauseNanos = pauseNanos;
    this.dump = dump;
    this.told = told;
    this.say = say;
    for (DumpCondition condition : conditions) {
      watched.add(new WatchedCondition(condition, gauge(condition)));
    }
    thread.setDaemon(true);
  }

  private static Gauge gauge(DumpCondition condition) {
    return switch (condition.measure()) {
      case PERCENTILE, ERRORS -> new RequestGauge(condition);
      case POOL_WAIT -> new PoolGauge(condition);
      case LIVE_SET, HEAP_FULL -> new HeapGauge(condition);
      case DEADLOCK -> new DeadlockGauge();
    };
  }

  public void start() {
    thread.start();
  }

  public void stop() {
    stopped = true;
    if (Thread.currentThread() != thread) {
      thread.interrupt();
    }
  }

  private void run() {
    try {
      while (!stopped) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        look(System.nanoTime());
      }
    } catch (InterruptedException ended) {
      // The recording has been stopped.
    } catch (RuntimeException | LinkageError failure) {
      say.accept("dump-when watches no more: " + failure + ". The recording goes on.");
    }
  }

  /** Looks at all conditions; the first one that holds writes. */
  void look(long now) {
    Breach breach = null;
    for (WatchedCondition each : watched) {
      Breach holds = each.look(now); // all of them, for each keeps its window
      breach = breach == null ? holds : breach;
    }
    if (breach != null && (!dumped || pauseNanos > 0 && now - lastDump >= pauseNanos)) {
      dumped = true;
      lastDump = now;
      write(breach);
    }
  }

  private void write(Breach breach) {
    commit(breach);
    try {
      Path file = dump.write();
      told.accept(breach);
      say.accept("dump-when: " + words(breach) + "; recording written to " + file + ".");
    } catch (IOException | IllegalStateException failure) {
      say.accept(
          "dump-when: "
              + words(breach)
              + "; the recording could not be written: "
              + failure.getMessage()
              + ".");
    }
  }

  private static void commit(Breach breach) {
    TriggerEvent event = new TriggerEvent();
    event.condition = breach.condition().text();
    event.measured = breach.measured();
    event.bound = breach.condition().bound();
    event.unit = breach.condition().measure().unit();
    event.lastedNanos = breach.lastedNanos();
    event.commit();
  }

  /** Such as {@code p99(GET /checkout)>500ms for 30s holds: 812.4 ms}. */
  static String words(Breach breach) {
    return breach.condition().text() + " holds: " + value(breach);
  }

  private static String value(Breach breach) {
    double measured = breach.measured();
    return switch (breach.condition().measure()) {
      case PERCENTILE, POOL_WAIT ->
          String.format(Locale.ROOT, "%.1f ms", measured / NANOS_PER_MILLI);
      case ERRORS, LIVE_SET -> String.format(Locale.ROOT, "%.1f %%", measured * WHOLE);
      case HEAP_FULL -> String.format(Locale.ROOT, "%.0f s", measured / NANOS_PER_SECOND);
      case DEADLOCK -> String.format(Locale.ROOT, "%.0f threads", measured);
    };
  }
}
