package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.Request;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
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
    WorkStretches stretches =
        WorkStretches.of(recording, request -> exact.applyAsLong(request) < 0);
    RequestTable table = recording.requests().table();
    for (int row = 0; row < table.size(); row++) {
      Request request = table.get(row);
      if (exact.applyAsLong(request) < 0) {
        use.requests[request.route()] += request.weight();
      }
    }
    int most = stretches.isEmpty() ? 0 : samples.size();
    for (int i = 0; i < most; i++) {
      long weight = samples.weight(i);
      stretches.visitRowsAt(
          samples.thread(i),
          samples.timeNanos(i),
          row -> use.add(table.route(row), weight * table.weight(row)));
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
}
