package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Recording;
import java.util.List;

/**
 * What reports tell of a recording's requests.
 *
 * @param routes the one that took most time first; none where the recording holds no requests
 * @param explainedShare of the time of all recorded requests, each as often as it stands for
 *     others: what is not {@link Part#UNEXPLAINED}, 0 to 1; NaN when no request was recorded
 */
public record RequestSummary(List<RouteSummary> routes, double explainedShare) {
  public static RequestSummary of(Recording recording) {
    if (recording.requests().isEmpty()) {
      return new RequestSummary(List.of(), Double.NaN);
    }
    Attribution attribution = Attribution.of(recording);
    return new RequestSummary(
        RouteSummaries.of(recording, attribution), attribution.explainedShare());
  }
}
