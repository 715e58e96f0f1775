package io.sonde.analyzer.rule.cpu;

import com.carrotsearch.hppc.IntDoubleHashMap;
import com.carrotsearch.hppc.cursors.IntDoubleCursor;
import io.sonde.analyzer.aggregate.Attribution;
import io.sonde.analyzer.aggregate.Part;
import io.sonde.analyzer.aggregate.Split;
import io.sonde.analyzer.aggregate.SteadySamples;
import io.sonde.analyzer.aggregate.WarmingCode;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.Route;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.rule.Examination;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Who waited for a processor in the busiest stretch.
 *
 * @param ofRequests share (0 to 1) of the time that its requests were served in, that they were
 *     ready to run and did not; NaN where no request ended in it. Queues for connections and
 *     threads are none of it: who waits there waits for those at the head, and for what these lack
 * @param perRequestNanos the same as mean time of a request
 * @param busyThreads how many threads share the application's CPU time, as the effective number
 *     1/Σp² of their shares; 0 where no samples tell
 * @param warming as {@link WarmingCode#share}
 */
record CpuQueue(double ofRequests, double perRequestNanos, double busyThreads, double warming) {
  static final CpuQueue UNKNOWN = new CpuQueue(Double.NaN, Double.NaN, 0, 0);

  static CpuQueue of(Examination examination, CpuDemand demand) {
    Recording recording = examination.recording();
    double threads = busyThreads(recording, demand);
    double warming = WarmingCode.share(recording, demand.fromNanos(), demand.toNanos());
    RequestTable table = recording.requests().table();
    List<Route> routes = recording.requests().routes();
    int[] within =
        IntStream.range(0, table.size())
            .filter(
                row ->
                    table.startNanos(row) < demand.toNanos()
                        && table.startNanos(row) + table.durationNanos(row) > demand.fromNanos())
            .filter(row -> !routes.get(table.route(row)).isBackground())
            .toArray();
    if (within.length == 0) {
      return new CpuQueue(Double.NaN, Double.NaN, threads, warming);
    }
    Split mean = Attribution.of(recording).mean(within);
    double total = mean.totalNanos();
    double queued = mean.nanos(Part.RUNNABLE);
    double served = total - mean.nanos(Part.CONNECTION) - mean.nanos(Part.QUEUE);
    return new CpuQueue(served > 0 ? queued / served : Double.NaN, queued, threads, warming);
  }

  boolean isMeasured() {
    return !Double.isNaN(ofRequests);
  }

  private static double busyThreads(Recording recording, CpuDemand demand) {
    SampleTable samples = recording.samples(SampleKind.CPU);
    if (samples == null) {
      return 0;
    }
    SteadySamples steady = SteadySamples.of(recording, samples);
    IntDoubleHashMap byThread = new IntDoubleHashMap();
    double total = 0;
    for (int i = 0; i < samples.size(); i++) {
      long time = samples.timeNanos(i);
      if (time >= demand.fromNanos() && time <= demand.toNanos() && steady.accepts(samples, i)) {
        byThread.addTo(samples.thread(i), Math.max(0, samples.weight(i)));
        total += Math.max(0, samples.weight(i));
      }
    }
    double squares = 0;
    for (IntDoubleCursor each : byThread) {
      squares += each.value * each.value;
    }
    return squares > 0 ? total * total / squares : 0;
  }
}
