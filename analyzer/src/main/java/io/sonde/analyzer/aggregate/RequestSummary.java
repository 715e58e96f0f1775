package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Recording;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reports tell of a recording's requests.
 *
 * @param routes the one that took most time first, those that no user waits for last; none where
 *     the recording holds no requests
 * @param explainedShare of the time of all recorded requests, each as often as it stands for
 *     others: what is not {@link Part#UNEXPLAINED}, 0 to 1; NaN when no request was recorded
 * @param statements what requests asked of databases, the one that took most time first
 * @param calls what they asked of other services by HTTP, likewise: the text is {@code POST
 *     payment:8081/payments/{id}}
 * @param slowest requests moment by moment, the slowest first, a few of each route
 * @param slowStretch when users waited much longer than usual; null where they never did
 */
public record RequestSummary(
    List<RouteSummary> routes,
    double explainedShare,
    List<StatementSummary> statements,
    List<StatementSummary> calls,
    List<Waterfall> slowest,
    @Nullable SlowStretch slowStretch) {
  public static RequestSummary of(Recording recording) {
    if (recording.requests().isEmpty()) {
      return new RequestSummary(List.of(), Double.NaN, List.of(), List.of(), List.of(), null);
    }
    Attribution attribution = Attribution.of(recording);
    OwnCode code = OwnCode.of(recording);
    Statements statements = new Statements(recording, recording.sql(), code);
    Statements calls = new Statements(recording, recording.httpCalls(), code);
    SlowRequests slow = new SlowRequests(recording, attribution, code, statements, calls);
    return new RequestSummary(
        RouteSummaries.of(recording, slow),
        attribution.explainedShare(),
        StatementSummaries.of(recording, statements),
        StatementSummaries.of(recording, calls),
        Waterfalls.of(recording, attribution, code),
        SlowStretch.of(recording, slow));
  }
}
