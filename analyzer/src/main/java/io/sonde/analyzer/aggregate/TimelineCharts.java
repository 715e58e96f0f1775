package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.IntArrayList;
import io.sonde.analyzer.aggregate.Timeline.Chart;
import io.sonde.analyzer.aggregate.Timeline.Series;
import io.sonde.analyzer.model.CpuLoad;
import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.GaugeSeries;
import io.sonde.analyzer.model.GcPause;
import io.sonde.analyzer.model.HeapReading;
import io.sonde.analyzer.model.PoolState;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.Route;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The charts of a {@link Timeline}: from what users see down to what the JVM does. */
final class TimelineCharts {
  /** Pools, and executors, that are drawn: those with the longest waits. Our choice. */
  private static final int MOST_POOLS = 2;

  private final Recording recording;
  private final TimeSteps steps;
  private final double stepSeconds;
  private final List<Chart> charts = new ArrayList<>();

  private TimelineCharts(Recording recording, TimeSteps steps) {
    this.recording = recording;
    this.steps = steps;
    this.stepSeconds = steps.lengthNanos() / 1e9;
  }

  static List<Chart> of(Recording recording, TimeSteps steps) {
    TimelineCharts charts = new TimelineCharts(recording, steps);
    charts.addRequests();
    charts.addProcessors();
    charts.addPools();
    charts.addExecutors();
    charts.addMemory();
    charts.addAllocation();
    charts.addThreads();
    charts.addThreadStates();
    return List.copyOf(charts.charts);
  }

  /** By the step that they ended in: what a load generator logs. */
  private void addRequests() {
    RequestTable table = recording.requests().table();
    NestedRequests nested = NestedRequests.of(table);
    List<Route> routes = recording.requests().routes();
    IntArrayList[] rows = new IntArrayList[steps.count()];
    double[] rate = steps.series(0);
    double[] failed = steps.series(0);
    for (int row = 0; row < table.size(); row++) {
      int step = steps.at(table.startNanos(row) + table.durationNanos(row));
      if (step >= 0
          && !nested.isWithinAnother(row)
          && !routes.get(table.route(row)).isBackground()) {
        rate[step] += table.weight(row) / stepSeconds;
        failed[step] += table.get(row).failed() ? table.weight(row) / stepSeconds : 0;
        rows[step] = rows[step] == null ? new IntArrayList() : rows[step];
        rows[step].add(row);
      }
    }
    if (Arrays.stream(rate).sum() == 0) {
      return;
    }
    List<Series> rates = new ArrayList<>();
    rates.add(new Series("Requests", rate));
    if (Arrays.stream(failed).sum() > 0) {
      rates.add(new Series("Failed", failed));
    }
    charts.add(new Chart("Requests per second", Unit.PER_SECOND, List.copyOf(rates)));
    double[] median = steps.series(Double.NaN);
    double[] slow = steps.series(Double.NaN);
    for (int step = 0; step < rows.length; step++) {
      if (rows[step] != null) {
        RankedRequests ranked = RankedRequests.of(table, rows[step].toArray());
        median[step] = ranked.percentile(50);
        slow[step] = ranked.percentile(99);
      }
    }
    List<Series> latencies = List.of(new Series("p99", slow), new Series("p50", median));
    charts.add(new Chart("Latency", Unit.NANOSECONDS, latencies));
  }

  private void addProcessors() {
    Mean machine = new Mean();
    Mean jvm = new Mean();
    for (CpuLoad load : recording.cpuLoads()) {
      machine.add(load.timeNanos(), load.machineTotal());
      jvm.add(load.timeNanos(), load.jvmUser() + load.jvmSystem());
    }
    if (machine.any || jvm.any) {
      List<Series> loads =
          List.of(new Series("Machine", machine.values()), new Series("This JVM", jvm.values()));
      charts.add(new Chart("Processors in use", Unit.RATIO, loads));
    }
  }

  private void addPools() {
    for (PoolSummary pool : first(PoolSummaries.of(recording))) {
      int number = recording.pools().names().indexOf(pool.name());
      Most active = new Most();
      Most pending = new Most();
      for (PoolState state : recording.pools().states()) {
        if (state.pool() == number) {
          active.add(state.timeNanos(), state.mostActive());
          pending.add(state.timeNanos(), state.pending());
        }
      }
      String limit = pool.limit() < 0 ? "" : " (of " + pool.limit() + ")";
      List<Series> series =
          List.of(
              new Series("In use" + limit, active.values), new Series("Waiting", pending.values));
      charts.add(new Chart("Connections of " + pool.name(), Unit.COUNT, series));
    }
  }

  private void addExecutors() {
    for (ExecutorUse executor : first(ExecutorUses.of(recording))) {
      GaugeSeries active = recording.gauges().of(Gauge.EXECUTOR_ACTIVE, executor.name());
      if (active.size() > 0) {
        GaugeSeries queued = recording.gauges().of(Gauge.EXECUTOR_QUEUED, executor.name());
        String limit = executor.limited() ? " (of " + executor.threads() + ")" : "";
        List<Series> series =
            List.of(
                new Series("At work" + limit, mostOf(active)),
                new Series("Queued", mostOf(queued)));
        charts.add(new Chart("Threads of " + executor.shortName(), Unit.COUNT, series));
      }
    }
  }

  private void addMemory() {
    Most before = new Most();
    Last after = new Last();
    for (HeapReading reading : recording.heap()) {
      if (reading.afterCollection()) {
        after.add(reading.timeNanos(), reading.usedBytes());
      } else {
        before.add(reading.timeNanos(), reading.usedBytes());
      }
    }
    if (before.any || after.any) {
      List<Series> heap =
          List.of(
              new Series("Before collections", before.values),
              new Series("After collections", after.values));
      charts.add(new Chart("Heap in use", Unit.BYTES, heap));
    }
    if (!recording.collections().isEmpty() || !recording.pauses().isEmpty()) {
      double[] paused = steps.series(0);
      for (GcPause pause : recording.pauses()) {
        steps.spread(paused, pause.startNanos(), pause.endNanos(), 1);
      }
      List<Series> pauses = List.of(new Series("Stopped by the collector", paused));
      charts.add(new Chart("Collector's pauses, share of time", Unit.RATIO, pauses));
    }
  }

  private void addAllocation() {
    SampleTable samples = recording.samples(SampleKind.ALLOC);
    if (samples != null && samples.size() > 0) {
      double[] rate = steps.series(0);
      for (int i = 0; i < samples.size(); i++) {
        int step = steps.at(samples.timeNanos(i));
        if (step >= 0) {
          rate[step] += Math.max(0, samples.weight(i)) / stepSeconds;
        }
      }
      List<Series> series = List.of(new Series("Allocated, by samples", rate));
      charts.add(new Chart("Allocation", Unit.BYTES_PER_SECOND, series));
    }
  }

  private void addThreads() {
    GaugeSeries threads = recording.gauges().only(Gauge.THREADS);
    if (threads.size() > 0) {
      List<Series> series = List.of(new Series("Platform threads", mostOf(threads)));
      charts.add(new Chart("Threads", Unit.COUNT, series));
    }
  }

  /**
   * How many threads of the application did what, on average, by wall-clock samples. Where there
   * are requests, threads that wait for none would hide all others.
   */
  private void addThreadStates() {
    SampleTable wall = recording.samples(SampleKind.WALL);
    if (wall == null) {
      return;
    }
    WorkStretches work = WorkStretches.of(recording, request -> true);
    ThreadRole[] roles = ThreadRole.all(recording);
    double[] running = steps.series(0);
    double[] waiting = steps.series(0);
    int told = 0;
    for (int i = 0; i < wall.size(); i++) {
      int step = steps.at(wall.timeNanos(i));
      int thread = wall.thread(i);
      boolean application = thread >= 0 && roles[thread] == ThreadRole.APPLICATION;
      if (step >= 0 && application && wall.state(i) != SampleTable.STATE_UNKNOWN) {
        double threads = (double) wall.weight(i) / steps.lengthNanos();
        if (wall.state(i) == SampleTable.RUNNABLE) {
          running[step] += threads;
        } else if (work.isEmpty() || work.rowAt(thread, wall.timeNanos(i)) >= 0) {
          waiting[step] += threads;
        }
        told++;
      }
    }
    if (told > 0) {
      String waits = work.isEmpty() ? "Waiting" : "Waiting in requests";
      List<Series> series =
          List.of(new Series("Running, or ready to", running), new Series(waits, waiting));
      charts.add(new Chart("Threads by state", Unit.COUNT, series));
    }
  }

  private double[] mostOf(GaugeSeries gauge) {
    Most most = new Most();
    for (int i = 0; i < gauge.size(); i++) {
      most.add(gauge.timeNanos()[i], gauge.values()[i]);
    }
    return most.values;
  }

  private static <T> List<T> first(List<T> all) {
    return all.subList(0, Math.min(MOST_POOLS, all.size()));
  }

  /** The greatest reading of each step. */
  private final class Most {
    private final double[] values = steps.series(Double.NaN);
    private boolean any;

    private void add(long timeNanos, double value) {
      int step = steps.at(timeNanos);
      if (step >= 0) {
        values[step] = values[step] >= value ? values[step] : value;
        any = true;
      }
    }
  }

  /** The last reading of each step. */
  private final class Last {
    private final double[] values = steps.series(Double.NaN);
    private boolean any;

    private void add(long timeNanos, double value) {
      int step = steps.at(timeNanos);
      if (step >= 0) {
        values[step] = value;
        any = true;
      }
    }
  }

  /** The mean reading of each step. */
  private final class Mean {
    private final double[] sums = steps.series(0);
    private final double[] counts = steps.series(0);
    private boolean any;

    private void add(long timeNanos, double value) {
      int step = steps.at(timeNanos);
      if (step >= 0 && Double.isFinite(value) && value >= 0) {
        sums[step] += value;
        counts[step]++;
        any = true;
      }
    }

    private double[] values() {
      return TimeSteps.means(sums, counts);
    }
  }
}
