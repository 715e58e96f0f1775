package io.sonde.analyzer.rule.downstream;

import static io.sonde.analyzer.rule.downstream.SlowDownstreamRule.CRITICAL_RATIO;
import static io.sonde.analyzer.rule.downstream.SlowDownstreamRule.FAILED_RATIO;
import static io.sonde.analyzer.rule.downstream.SlowDownstreamRule.HANDFUL;
import static io.sonde.analyzer.rule.downstream.SlowDownstreamRule.INFO_RATIO;
import static io.sonde.analyzer.rule.downstream.SlowDownstreamRule.ONE_OCCURRENCE;
import static io.sonde.analyzer.rule.downstream.SlowDownstreamRule.ROUTE_RATIO;
import static io.sonde.analyzer.rule.downstream.SlowDownstreamRule.WARNING_RATIO;

import io.sonde.analyzer.aggregate.DownstreamCall;
import io.sonde.analyzer.aggregate.DownstreamCalls;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Locations;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One kind of call, judged. */
final class DownstreamFinding {
  /** Calls of a request from which on they could be one. */
  private static final double SEVERAL = 1.5;

  private final Recording recording;
  private final DownstreamCall call;

  /** Shares of users' waiting time. */
  private final double share;

  private final double excessShare;
  private final boolean always;
  private final boolean sometimes;
  private final boolean failing;

  private DownstreamFinding(Recording recording, DownstreamCall call, double sharePerNano) {
    this.recording = recording;
    this.call = call;
    this.share = Math.min(1, sharePerNano * call.nanos());
    this.excessShare = Math.min(1, sharePerNano * call.excessNanos());
    this.always = call.isAlwaysSlow() && call.calls() >= HANDFUL;
    this.sometimes = !always && call.slowEvents() >= HANDFUL;
    this.failing = call.failed() >= HANDFUL && call.failedRatio() >= FAILED_RATIO;
  }

  /**
   * Empty where users need not know of it.
   *
   * @param sharePerNano share of the waiting time that a nanosecond of calls is
   */
  static Optional<Finding> of(Recording recording, DownstreamCall call, double sharePerNano) {
    DownstreamFinding judged = new DownstreamFinding(recording, call, sharePerNano);
    return judged.severity().map(judged::finding);
  }

  private Optional<Severity> severity() {
    boolean slow = isSlowForUsers();
    if (slow && impact() >= CRITICAL_RATIO) {
      return Optional.of(Severity.CRITICAL);
    }
    if (slow || failing) {
      return Optional.of(Severity.WARNING);
    }
    return sometimes || share >= INFO_RATIO ? Optional.of(Severity.INFO) : Optional.empty();
  }

  private boolean isSlowForUsers() {
    if (always) {
      return share >= WARNING_RATIO || call.routeShare() >= ROUTE_RATIO;
    }
    if (call.slowToNanos() - call.slowFromNanos() < ONE_OCCURRENCE * call.meanSlowNanos()) {
      return false;
    }
    boolean felt = call.meanSlowNanos() >= DownstreamCalls.ALWAYS_SLOW;
    return sometimes
        && (excessShare >= WARNING_RATIO || felt && call.routeExcessShare() >= ROUTE_RATIO);
  }

  /** What would be gone if slow calls were as the others are; of the others all they take. */
  private double impact() {
    return sometimes ? excessShare : share;
  }

  private Finding finding(Severity severity) {
    boolean forATime =
        sometimes
            && call.slowToNanos() - call.slowFromNanos()
                < (recording.endNanos() - recording.startNanos()) / 2;
    return new Finding(
        SlowDownstreamRule.ID,
        severity,
        impact(),
        ImpactOf.WAITING_TIME,
        title(),
        summary(forATime),
        advice(),
        evidence(),
        call.caller() == null ? List.<Location>of() : List.of(Locations.of(call.caller())),
        call.route(),
        forATime ? call.slowFromNanos() : recording.startNanos(),
        forATime ? call.slowToNanos() : recording.endNanos());
  }

  private String title() {
    if (failing) {
      return call.text() + " fails in " + Formats.percent(call.failedRatio()) + " of the calls";
    }
    if (sometimes) {
      return call.text()
          + " is slow now and then: "
          + Formats.nanos(call.meanSlowNanos())
          + " in place of "
          + Formats.nanos(call.medianNanos());
    }
    return always
        ? call.text() + " is always slow: " + Formats.nanos(call.medianNanos())
        : "Users wait for " + call.text();
  }

  private String summary(boolean forATime) {
    StringBuilder text =
        new StringBuilder("Users spent ")
            .append(Formats.percent(share))
            .append(" of their waiting time on ")
            .append(Formats.format(call.calls(), Unit.COUNT))
            .append(" calls, half of which took less than ")
            .append(Formats.nanos(call.medianNanos()))
            .append('.');
    if (sometimes) {
      text.append(' ')
          .append(Formats.format(call.slow(), Unit.COUNT))
          .append(" (")
          .append(Formats.percent(call.slow() / call.calls()))
          .append(") took ")
          .append(Formats.nanos(call.meanSlowNanos()))
          .append(" on average")
          .append(forATime ? ", all of them within " : ", spread over ")
          .append(Formats.nanos(call.slowToNanos() - call.slowFromNanos()))
          .append("; what they take longer is ")
          .append(Formats.percent(excessShare))
          .append(" of users' waiting time");
      if (call.route() != null) {
        text.append(" and ")
            .append(Formats.percent(call.routeExcessShare()))
            .append(" of that in ")
            .append(call.route());
      }
      text.append('.');
    }
    if (call.failed() > 0) {
      text.append(' ')
          .append(Formats.format(call.failed(), Unit.COUNT))
          .append(" failed, ")
          .append(Formats.format(call.unanswered(), Unit.COUNT))
          .append(" of them without an answer.");
    }
    return text.toString();
  }

  private String advice() {
    String host = DownstreamCalls.host(call.text());
    String caller = call.caller() == null ? "the caller" : call.caller().shortName();
    StringBuilder text = new StringBuilder();
    if (failing) {
      text.append("See why ").append(host).append(" fails. ");
    } else if (sometimes) {
      text.append("See at ").append(host).append(" what the slow calls have in common. ");
    }
    if (call.perRequest() >= SEVERAL) {
      text.append("A request calls it ")
          .append(Formats.format(call.perRequest(), Unit.COUNT))
          .append(" times: ask once for all, or all at the same time. ");
    }
    if (sometimes || failing) {
      text.append("Let ")
          .append(caller)
          .append(" wait no longer than a little more than what is ordinary (")
          .append(Formats.nanos(call.medianNanos()))
          .append("), with one retry where the call may be repeated, or answer users before the")
          .append(" call and finish it in the background.");
    } else {
      text.append("Let ")
          .append(caller)
          .append(" keep answers that change rarely, make the call while other work is done, or")
          .append(" answer users before it; if ")
          .append(host)
          .append(" is yours, record it, too.");
    }
    return text.append(" Hold no connection and no lock during the call.").toString();
  }

  private List<Evidence> evidence() {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.text("call", call.text()));
    evidence.add(Evidence.of("share of users' waiting time", share, Unit.RATIO, INFO_RATIO));
    if (sometimes) {
      evidence.add(
          Evidence.of("of it, slow calls' excess", excessShare, Unit.RATIO, WARNING_RATIO));
      evidence.add(Evidence.of("slow calls", call.slow(), Unit.COUNT, HANDFUL));
      evidence.add(Evidence.of("mean of slow calls", call.meanSlowNanos(), Unit.NANOSECONDS));
    }
    evidence.add(Evidence.of("calls", call.calls(), Unit.COUNT));
    evidence.add(Evidence.of("calls per calling request", call.perRequest(), Unit.COUNT));
    evidence.add(
        Evidence.of("median", call.medianNanos(), Unit.NANOSECONDS, DownstreamCalls.ALWAYS_SLOW));
    evidence.add(Evidence.of("99th percentile", call.p99Nanos(), Unit.NANOSECONDS));
    evidence.add(Evidence.of("longest", call.maxNanos(), Unit.NANOSECONDS));
    if (call.route() != null) {
      evidence.add(
          Evidence.of(
              "share of the time in " + call.route(),
              sometimes ? call.routeExcessShare() : call.routeShare(),
              Unit.RATIO,
              ROUTE_RATIO));
    }
    evidence.add(Evidence.of("failed", call.failedRatio(), Unit.RATIO, FAILED_RATIO));
    evidence.add(Evidence.of("without an answer", call.unanswered(), Unit.COUNT));
    return evidence;
  }
}
