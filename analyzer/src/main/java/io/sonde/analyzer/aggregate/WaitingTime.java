package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntDoubleHashMap;
import com.carrotsearch.hppc.cursors.IntCursor;
import com.carrotsearch.hppc.cursors.IntDoubleCursor;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.Route;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What users waited for, all requests together: the one currency in which rules state impact. Time
 * of requests within requests is the outer's; what a scheduler or a broker calls keeps no user
 * waiting and is left out. Made once for all rules.
 */
public final class WaitingTime {
  private final Split split;
  private final double[] waitNanos;
  private final IntDoubleHashMap cpuNanos;
  private final double sampledCpuNanos;
  private final RequestTable table;
  private final int[] rows;
  private final Attribution attribution;

  private WaitingTime(Recording recording) {
    this.table = recording.requests().table();
    NestedRequests nested = NestedRequests.of(table);
    List<Route> routes = recording.requests().routes();
    this.rows =
        IntStream.range(0, table.size())
            .filter(row -> !nested.isWithinAnother(row))
            .filter(row -> !routes.get(table.route(row)).isBackground())
            .toArray();
    this.attribution = Attribution.of(recording);
    this.waitNanos = new double[recording.waits().size()];
    this.cpuNanos = new IntDoubleHashMap();
    MeasuredTime sum = new MeasuredTime();
    double sampled = 0;
    for (int row : rows) {
      double weight = table.weight(row);
      sum.add(attribution.measure(row, (wait, nanos) -> waitNanos[wait] += nanos * weight), weight);
      attribution.visitCpu(row, (stack, nanos) -> cpuNanos.addTo(stack, nanos * weight));
    }
    for (IntDoubleCursor each : cpuNanos) {
      sampled += each.value;
    }
    this.sampledCpuNanos = sampled;
    this.split = sum.split();
  }

  public static WaitingTime of(Recording recording) {
    return new WaitingTime(recording);
  }

  /** False where no request of a user was recorded: impact is then a share of something else. */
  public boolean isKnown() {
    return totalNanos() > 0;
  }

  /** Wall time of all requests, in nanoseconds. */
  public double totalNanos() {
    return split.totalNanos();
  }

  /** Share (0 to 1) of the waiting time that a part makes up; 0 where none is known. */
  public double share(Part part) {
    return shareOf(split.nanos(part));
  }

  /**
   * Share (0 to 1) of the waiting time that went into some waits; 0 where none is known.
   *
   * @param waits index into {@link Recording#waits()}
   */
  public double shareOfWaits(IntPredicate waits) {
    double nanos = 0;
    for (int wait = 0; wait < waitNanos.length; wait++) {
      if (waitNanos[wait] > 0 && waits.test(wait)) {
        nanos += waitNanos[wait];
      }
    }
    return shareOf(nanos);
  }

  /** The same of single waits. */
  double shareOfWaits(IntArrayList waits) {
    double nanos = 0;
    for (IntCursor wait : waits) {
      nanos += waitNanos[wait.value];
    }
    return shareOf(nanos);
  }

  /** Nanoseconds of the waiting time that went into one wait: index into the waits. */
  public double nanosOfWait(int wait) {
    return waitNanos[wait];
  }

  /**
   * Share (0 to 1) of the waiting time in which requests ran code with some stacks: of their CPU
   * time the share that samples tell. 0 where none is known.
   *
   * @param stacks node in {@link Recording#stacks()}
   */
  public double shareOfCpu(IntPredicate stacks) {
    double nanos = 0;
    for (IntDoubleCursor each : cpuNanos) {
      nanos += stacks.test(each.key) ? each.value : 0;
    }
    return sampledCpuNanos == 0 ? 0 : nanos / sampledCpuNanos * share(Part.CPU);
  }

  /** Adds the time that users waited to the steps of time that they waited in. */
  void addTo(TimeSpread steps) {
    for (int row : rows) {
      long start = table.startNanos(row);
      steps.add(start, start + table.durationNanos(row), table.weight(row));
    }
  }

  /**
   * What the slowest of the users' requests waited for; null where fewer than a handful are slow.
   *
   * @param share of all requests, 0 to 1
   * @param fromNanos requests that began earlier are left out
   */
  @Nullable SlowestRequests slowest(double share, long fromNanos) {
    int[] late = Arrays.stream(rows).filter(row -> table.startNanos(row) >= fromNanos).toArray();
    double all = Arrays.stream(late).mapToDouble(table::weight).sum();
    int count = (int) Math.round(share * all);
    if (count < SlowRequests.HANDFUL || count > late.length) {
      return null;
    }
    long[] durations = Arrays.stream(late).mapToLong(table::durationNanos).sorted().toArray();
    long least = durations[durations.length - count];
    IntDoubleHashMap nanos = new IntDoubleHashMap();
    double total = 0;
    double requests = 0;
    for (int row : late) {
      if (table.durationNanos(row) >= least) {
        attribution.visitWaits(row, (wait, of) -> nanos.addTo(wait, of * table.weight(row)));
        total += table.durationNanos(row) * table.weight(row);
        requests += table.weight(row);
      }
    }
    return new SlowestRequests(requests, least, total, nanos);
  }

  /**
   * @param requests that are as slow
   * @param leastNanos duration of the quickest of them
   * @param totalNanos of all of them
   * @param waitNanos what of that went into each wait: index into the waits
   */
  record SlowestRequests(
      double requests, long leastNanos, double totalNanos, IntDoubleHashMap waitNanos) {}

  private double shareOf(double nanos) {
    return isKnown() ? nanos / totalNanos() : 0;
  }
}
