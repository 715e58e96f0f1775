package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Recording;
import java.util.ArrayList;
import java.util.List;

/**
 * A request that a trace came in by: moment by moment, and what its time went into.
 *
 * @param split whose parts sum to the request's duration
 */
public record TracedRequest(Waterfall waterfall, Split split) {
  /**
   * Those of a trace that were recorded, in order of their start: several where the service calls
   * itself, or where one request lies within another.
   *
   * @param trace 32 lower-case hex digits
   */
  public static List<TracedRequest> of(Recording recording, String trace) {
    int[] rows = recording.requests().table().rowsOfTrace(trace);
    if (rows.length == 0) {
      return List.of();
    }
    Attribution attribution = Attribution.of(recording);
    List<Waterfall> waterfalls = Waterfalls.of(recording, attribution, OwnCode.of(recording), rows);
    List<TracedRequest> traced = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      traced.add(new TracedRequest(waterfalls.get(i), attribution.split(rows[i])));
    }
    return traced;
  }
}
