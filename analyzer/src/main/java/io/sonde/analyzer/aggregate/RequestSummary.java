package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Recording;
import java.util.List;

/**
 * What reports tell of a recording's requests.
 *
 * @param routes the one that took most time first, those that no user waits for last; none where
 *     the recording holds no requests
 * @param explainedShare of the time of all recorded requests, each as often as it stands for
 *     others: what is not {@link Part#UNEXPLAINED}, 0 to 1; NaN when no request was recorded
 * @param statements what requests asked of databases, the one that took most time first
 */
public record RequestSummary(
    List<RouteSummary> routes, double explainedShare, List<StatementSummary> statements) {
  public static RequestSummary of(Recording recording) {
    if (recording.requests().isEmpty()) {
      return new RequestSummary(List.of(), Double.NaN, List.of());
    }
    Attribution attribution = Attribution.of(recording);
    OwnCode code = OwnCode.of(recording);
    Statements statements = new Statements(recording, code);
    SlowRequests slow = new SlowRequests(recording, attribution, code, statements);
    return new RequestSummary(
        RouteSummaries.of(recording, slow),
        attribution.explainedShare(),
        StatementSummaries.of(recording, statements));
  }
}
