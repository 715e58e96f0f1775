package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.aggregate.Stretch.Signal;
import io.sonde.analyzer.model.CpuLoad;
import io.sonde.analyzer.model.HeapReading;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.WaitKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When something was other than usual: the stretches in which latency, rate, CPU use, pauses, waits
 * for connections or the live set were raised. A fault that lives twenty seconds within an hour is
 * small in every total and large here. Start-up is set aside.
 */
public final class Stretches {
  /** Nanoseconds of a step; longer in recordings of more than {@link #MOST_STEPS} of them. */
  private static final long STEP_NANOS = 1_000_000_000L;

  /** An hour has less than two seconds each; the search is quadratic at worst. Our choice. */
  private static final int MOST_STEPS = 2_000;

  /** Steps below which nothing can be told from noise; our choice. */
  private static final int FEWEST_STEPS = 20;

  /** Steps that make a stretch: a single slow request fills two at most. Our choice. */
  private static final int SHORTEST = 3;

  /** Of the time: what holds longer is the ordinary. */
  private static final double LONGEST_SHARE = 0.5;

  private final TimeSteps steps;
  private final Warmup warmup;
  private final List<Stretch> all;

  private Stretches(Recording recording) {
    this.warmup = Warmup.of(recording);
    long from = Math.max(recording.startNanos(), warmup.endNanos());
    long span = Math.max(0, recording.endNanos() - from);
    long length = Math.max(STEP_NANOS, span / MOST_STEPS);
    this.steps = new TimeSteps(from, length, (int) (span / length));
    List<Stretch> found = new ArrayList<>();
    if (steps.count() >= FEWEST_STEPS) {
      RequestSeries requests = RequestSeries.of(recording, steps);
      // Logarithms: what counts is how many times longer, and their noise is nearer to normal.
      add(found, Signal.LATENCY, requests.logLatency(), Math.log(2), true);
      add(found, Signal.RATE, requests.logRate(), Math.log(2), true);
      add(found, Signal.CPU, cpu(recording), 0.3, false);
      add(found, Signal.PAUSES, pauses(recording), 0.05, false);
      add(found, Signal.CONNECTION_WAIT, connectionWaits(recording), 1, false);
      add(found, Signal.LIVE_SET, liveSet(recording), Math.log(1.5), true);
    }
    found.sort(Comparator.comparingLong(Stretch::fromNanos));
    this.all = List.copyOf(found);
  }

  public static Stretches of(Recording recording) {
    return new Stretches(recording);
  }

  /** All, in order of time. */
  public List<Stretch> all() {
    return all;
  }

  public List<Stretch> of(Signal signal) {
    return all.stream().filter(each -> each.signal() == signal).toList();
  }

  /** The one in which users waited for longest, against the ordinary; empty where there is none. */
  public Optional<Stretch> slowest() {
    return of(Signal.LATENCY).stream().max(Comparator.comparingDouble(Stretch::factor));
  }

  /** Start-up, which is set aside. */
  public Warmup warmup() {
    return warmup;
  }

  /** What is measured in a stretch may begin in one step and be seen in the next. */
  public long stepNanos() {
    return steps.lengthNanos();
  }

  private double[] cpu(Recording recording) {
    double[] sums = steps.series(0);
    double[] counts = steps.series(0);
    for (CpuLoad load : recording.cpuLoads()) {
      int step = steps.at(load.timeNanos());
      if (step >= 0) {
        sums[step] += load.jvmUser() + load.jvmSystem();
        counts[step]++;
      }
    }
    return TimeSteps.means(sums, counts);
  }

  private double[] pauses(Recording recording) {
    if (recording.pauses().isEmpty() && recording.safepoints().isEmpty()) {
      return steps.series(Double.NaN);
    }
    double[] shares = steps.series(0);
    TimeSet.Builder stopped = new TimeSet.Builder();
    recording.pauses().forEach(each -> stopped.add(each.startNanos(), each.endNanos()));
    recording.safepoints().forEach(each -> stopped.add(each.startNanos(), each.endNanos()));
    TimeSet times = stopped.build();
    for (int i = 0; i < shares.length; i++) {
      long from = steps.startNanos(i);
      shares[i] = times.within(from, from + steps.lengthNanos()) / (double) steps.lengthNanos();
    }
    return shares;
  }

  private double[] connectionWaits(Recording recording) {
    double[] threads = steps.series(0);
    boolean any = false;
    for (int i = 0; i < recording.waits().size(); i++) {
      if (recording.waits().kind(i) == WaitKind.CONNECTION) {
        steps.spread(threads, recording.waits().startNanos(i), recording.waits().endNanos(i), 1);
        any = true;
      }
    }
    return any ? threads : steps.series(Double.NaN);
  }

  private double[] liveSet(Recording recording) {
    double[] least = steps.series(Double.NaN);
    for (HeapReading reading : recording.heap()) {
      int step = steps.at(reading.timeNanos());
      if (reading.afterCollection() && step >= 0 && reading.usedBytes() > 0) {
        double log = Math.log(reading.usedBytes());
        least[step] = Double.isNaN(least[step]) ? log : Math.min(least[step], log);
      }
    }
    return least;
  }

  /**
   * @param rise from the ordinary on
   * @param logarithms true where the values are
   */
  private void add(
      List<Stretch> found, Signal signal, double[] values, double rise, boolean logarithms) {
    int[] known = TimeSteps.known(values);
    if (known.length < FEWEST_STEPS) {
      return;
    }
    double[] series = new double[known.length];
    for (int i = 0; i < known.length; i++) {
      series[i] = values[known[i]];
    }
    double ordinary = ChangePoints.median(series);
    int[] starts = ChangePoints.startsIn(series);
    int from = -1;
    for (int i = 0; i <= starts.length; i++) {
      int start = i == starts.length ? series.length : starts[i];
      boolean raised =
          i < starts.length
              && mean(series, start, i + 1 < starts.length ? starts[i + 1] : series.length)
                  >= ordinary + rise;
      if (raised && from < 0) {
        from = start;
      } else if (!raised && from >= 0) {
        if (start - from >= SHORTEST && start - from <= series.length * LONGEST_SHARE) {
          double level = mean(series, from, start);
          found.add(
              new Stretch(
                  signal,
                  steps.startNanos(known[from]),
                  steps.startNanos(known[start - 1]) + steps.lengthNanos(),
                  logarithms ? Math.exp(level) : level,
                  logarithms ? Math.exp(ordinary) : ordinary));
        }
        from = -1;
      }
    }
  }

  private static double mean(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum / (to - from);
  }
}
