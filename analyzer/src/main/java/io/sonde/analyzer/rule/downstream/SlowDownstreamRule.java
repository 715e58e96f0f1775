package io.sonde.analyzer.rule.downstream;

import io.sonde.analyzer.aggregate.DownstreamCall;
import io.sonde.analyzer.aggregate.DownstreamCalls;
import io.sonde.analyzer.aggregate.Part;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Examination;
import io.sonde.analyzer.rule.Need;
import io.sonde.analyzer.rule.Rule;
import io.sonde.analyzer.unit.Formats;
import io.sonde.events.EventNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Do users wait for another service? Each method, host and path is judged by itself: whether it is
 * slow always, slow now and then, or fails.
 */
public final class SlowDownstreamRule implements Rule {
  public static final String ID = "slow-downstream";

  /** Share of users' waiting time worth a word: at best 1.25 times faster (Amdahl). */
  static final double INFO_RATIO = 0.2;

  /**
   * Share of users' waiting time in what slow calls take longer than ordinary ones, or in a call
   * that is always slow; our choice.
   */
  static final double WARNING_RATIO = 0.1;

  /** The same share at which users wait half as long without it. */
  static final double CRITICAL_RATIO = 0.5;

  /** Share of one route's time, for a fault that hurts few but these much: half of it. */
  static final double ROUTE_RATIO = 0.5;

  /** Share of calls that fail; 1 % is a usual objective of a service, five times that an outage. */
  static final double FAILED_RATIO = 0.05;

  /**
   * Slow calls that lie within so many of their mean times were slow at the same moment, which is
   * one occurrence, however many they are: calls that arrive all through one standstill take half
   * of it on average and lie within twice that.
   */
  static final double ONE_OCCURRENCE = 3;

  /** Fewer slow or failed calls are no more than an example; our choice. */
  static final int HANDFUL = 5;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need(
            "outgoing HTTP calls",
            Set.of(EventNames.HTTP_CALL),
            "Record with Sonde's agent, which looks at the JDK's, Apache's and OkHttp's clients."),
        new Need(
            "requests that make them",
            Set.of(EventNames.REQUEST),
            "Record with Sonde's agent a service that serves requests, or name its entry point with"
                + " entry=."));
  }

  @Override
  public RuleResult evaluate(Examination examination) {
    Recording recording = examination.recording();
    if (!examination.waitingTime().isKnown()) {
      return new RuleResult.NotApplicable(
          ID, "No request of a user was recorded that could wait for a call. Record under load.");
    }
    List<DownstreamCall> calls = DownstreamCalls.of(recording);
    double all = DownstreamCalls.nanos(calls);
    if (all <= 0) {
      return new RuleResult.Ok(ID, "No request waited for another service by HTTP.");
    }
    // Of calls made at the same time the request waits for one only.
    double share = examination.waitingTime().share(Part.HTTP) / all;
    List<Finding> findings = new ArrayList<>();
    for (DownstreamCall call : calls) {
      DownstreamFinding.of(recording, call, share).ifPresent(findings::add);
    }
    return findings.isEmpty() ? ok(calls.get(0), share) : new RuleResult.Found(ID, findings);
  }

  private static RuleResult ok(DownstreamCall most, double share) {
    return new RuleResult.Ok(
        ID,
        "Users waited longest for "
            + most.text()
            + ": "
            + Formats.percent(share * most.nanos())
            + " of their waiting time, where "
            + Formats.percent(INFO_RATIO)
            + " would be told; half of the calls took less than "
            + Formats.nanos(most.medianNanos())
            + ", one in 100 more than "
            + Formats.nanos(most.p99Nanos())
            + ", and "
            + Formats.percent(most.failedRatio())
            + " failed.");
  }
}
