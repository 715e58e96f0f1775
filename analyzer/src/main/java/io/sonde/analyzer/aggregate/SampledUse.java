package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.LongIntHashMap;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.Request;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.RequestTask;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.TaskTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What requests used of the processors or of the heap, where no exact number is known: on virtual
 * threads the JDK measures neither. Samples that name the thread are charged to the requests that
 * it worked for at that time. That they come by chance gives the error: a sum of n samples of equal
 * weight is known to 1.96/√n of itself (Poisson, 95 %); of unequal weight they count as Kish's
 * effective number.
 */
final class SampledUse {
  private static final int NONE = -1;

  private final double[] weight;
  private final double[] squares;
  private final double[] requests;

  private SampledUse(int routes) {
    weight = new double[routes];
    squares = new double[routes];
    requests = new double[routes];
  }

  /**
   * Charges samples to the routes of requests whose own number is unknown.
   *
   * @param exact the request's number, negative when unknown
   * @return null where the recording holds no such samples
   */
  static @Nullable SampledUse of(
      Recording recording, SampleKind kind, ToLongFunction<Request> exact) {
    SampleTable samples = recording.samples(kind);
    if (samples == null) {
      return null;
    }
    SampledUse use = new SampledUse(recording.requests().routes().size());
    Stretches stretches = use.stretches(recording, exact);
    ThreadIdentity threads = stretches.threads;
    RequestTable table = recording.requests().table();
    int most = stretches.all.isEmpty() ? 0 : samples.size();
    for (int i = 0; i < most; i++) {
      int thread = threads.of(samples.thread(i));
      long time = samples.timeNanos(i);
      int place = thread < 0 ? NONE : stretches.lastBegun(thread, time);
      for (; place != NONE; place = stretches.around[place]) {
        Stretch stretch = stretches.all.get(place);
        if (time < stretch.to) {
          use.add(table.route(stretch.row), samples.weight(i) * table.weight(stretch.row));
        }
      }
    }
    return use;
  }

  private void add(int route, double nanos) {
    weight[route] += nanos;
    squares[route] += nanos * nanos;
  }

  /** The mean of a route's requests of unknown use; unknown where no sample met one. */
  MeanOfRequests mean(int route) {
    return weight[route] <= 0
        ? MeanOfRequests.UNKNOWN
        : new MeanOfRequests(
            weight[route] / requests[route],
            Proportion.Z95 * Math.sqrt(squares[route]) / weight[route]);
  }

  private Stretches stretches(Recording recording, ToLongFunction<Request> exact) {
    RequestTable table = recording.requests().table();
    Stretches stretches = new Stretches(recording);
    LongIntHashMap rowOfId = new LongIntHashMap();
    for (int row = 0; row < table.size(); row++) {
      Request request = table.get(row);
      if (exact.applyAsLong(request) < 0) {
        requests[request.route()] += request.weight();
        rowOfId.put(request.id(), row);
        long left = request.startNanos() + request.entryNanos();
        stretches.add(request.entryThread(), request.startNanos(), left, row);
      }
    }
    TaskTable tasks = recording.requests().tasks();
    for (int i = 0; i < tasks.size() && !rowOfId.isEmpty(); i++) {
      int row = rowOfId.getOrDefault(tasks.requestId(i), NONE);
      if (row != NONE) {
        RequestTask task = tasks.get(i);
        stretches.add(task.thread(), task.startNanos(), task.endNanos(), row);
      }
    }
    stretches.nest();
    return stretches;
  }

  /**
   * Work of a thread for a request.
   *
   * @param thread by {@link ThreadIdentity}
   * @param row of the request
   */
  private record Stretch(int thread, long from, long to, int row) {
    private boolean isAround(Stretch other) {
      return thread == other.thread && to > other.from;
    }
  }

  /** Stretches of each thread in order; those of one thread lie within each other or apart. */
  private static final class Stretches {
    private final ThreadIdentity threads;
    private final List<Stretch> all = new ArrayList<>();

    /** Of each thread's first stretch, and behind the last thread's last. */
    private int[] first = new int[0];

    /** Index of the stretch around each, or -1. */
    private int[] around = new int[0];

    private Stretches(Recording recording) {
      threads = ThreadIdentity.of(recording);
    }

    private void add(int thread, long from, long to, int row) {
      if (thread >= 0 && to > from) {
        all.add(new Stretch(threads.of(thread), from, to, row));
      }
    }

    private void nest() {
      all.sort(
          Comparator.comparingInt(Stretch::thread)
              .thenComparingLong(Stretch::from)
              .thenComparing(Comparator.comparingLong(Stretch::to).reversed()));
      first = new int[threads.count() + 1];
      around = new int[all.size()];
      int open = NONE;
      for (int i = 0; i < around.length; i++) {
        Stretch stretch = all.get(i);
        first[stretch.thread + 1] = i + 1;
        while (open != NONE && !all.get(open).isAround(stretch)) {
          open = around[open];
        }
        around[i] = open;
        open = i;
      }
      for (int thread = 1; thread < first.length; thread++) {
        first[thread] = Math.max(first[thread], first[thread - 1]);
      }
    }

    /** Index of the stretch of a thread that began last at a time; -1 when none had. */
    private int lastBegun(int thread, long time) {
      int low = first[thread];
      int high = first[thread + 1];
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (all.get(middle).from <= time) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low == first[thread] ? NONE : low - 1;
    }
  }
}
