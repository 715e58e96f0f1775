package io.sonde.analyzer.rule.database;

import io.sonde.analyzer.aggregate.CallUse;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.rule.Examination;
import io.sonde.analyzer.rule.Need;
import io.sonde.analyzer.rule.Rule;
import io.sonde.analyzer.unit.Formats;
import io.sonde.events.EventNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Do users wait for statements of which a single execution is slow? The time for a connection is
 * none of a statement's, and statements that a request repeats are n-plus-one's. A database or a
 * machine that is short of CPU makes all statements slow: such a one is told apart by comparing a
 * statement's quick executions with the others'.
 */
public final class SlowQueryRule implements Rule {
  public static final String ID = "slow-query";

  /**
   * Nanoseconds: a tenth of what users notice (J. Nielsen 1993: 100 ms), and a disk's seek, of
   * which a look-up by an index takes few.
   */
  static final long SLOW_NANOS = 10_000_000L;

  /** Nanoseconds that a user notices by themselves (J. Nielsen 1993). */
  static final long NOTICED_NANOS = 100_000_000L;

  /** Nanoseconds of single executions; from so many on Sentry calls a query slow. */
  static final long OUTLIER_NANOS = 500_000_000L;

  /** Share of all users' waiting time worth a word: a hundredth, as for percentiles. */
  static final double INFO_RATIO = 0.01;

  /** Share of all users' waiting time: all requests together 1.1 times faster; our choice. */
  static final double WARNING_RATIO = 0.1;

  /** Share of its route's time: that route 1.5 times faster (Amdahl). */
  static final double WARNING_ROUTE_RATIO = 1 / 3.0;

  /** Share of all users' waiting time: all requests together 1.5 times faster (Amdahl). */
  static final double CRITICAL_RATIO = 1 / 3.0;

  /**
   * Its quick executions against the others' median: where all wait for a processor in the same
   * way, its quickest tenth is not slower than half of the others. Twice that for chance; our
   * choice.
   */
  static final double OWN_SLOWNESS = 2;

  /** Findings; more are seldom read. Our choice. */
  private static final int MOST = 5;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need(
            "SQL statements of requests",
            Set.of(EventNames.SQL_STATEMENT),
            "Record with Sonde's agent: the JDK's events tell no statements."));
  }

  @Override
  public RuleResult evaluate(Examination examination) {
    if (!examination.waitingTime().isKnown()) {
      return new RuleResult.NotApplicable(
          ID,
          "The recording holds no request of a user, so nobody waited for a statement. Name entry"
              + " points of the service with the agent's setting entry.");
    }
    List<CallUse> all =
        examination.statements().stream().filter(each -> !each.endsTransaction()).toList();
    List<Finding> findings = new ArrayList<>();
    for (List<CallUse> slow : byText(all)) {
      double others = OtherStatements.medianNanos(examination.recording(), slow.get(0).text());
      findings.add(new SlowQueryFinding(slow, others).finding(severity(slow, others)));
    }
    return findings.isEmpty() ? ok(all) : new RuleResult.Found(ID, findings);
  }

  private static List<List<CallUse>> byText(List<CallUse> uses) {
    Map<String, List<CallUse>> byText = new LinkedHashMap<>();
    uses.stream()
        .filter(SlowQueryRule::isSlow)
        .forEach(each -> byText.computeIfAbsent(each.text(), added -> new ArrayList<>()).add(each));
    return byText.values().stream().filter(each -> waited(each) >= INFO_RATIO).limit(MOST).toList();
  }

  private static boolean isSlow(CallUse use) {
    return use.duration().mean() >= SLOW_NANOS && !NPlusOneRule.isRepeated(use);
  }

  /** Share of all users' waiting time. */
  static double waited(List<CallUse> uses) {
    return Math.min(1, uses.stream().mapToDouble(CallUse::waitedShare).sum());
  }

  /** True where it is slow by itself, and not with all others. */
  static boolean isSlowItself(CallUse use, double othersNanos) {
    return Double.isNaN(othersNanos) || use.duration().p10() >= OWN_SLOWNESS * othersNanos;
  }

  /** True where some executions are slow and most are not: locks, or values with more rows. */
  static boolean isSometimesSlow(CallUse use) {
    return use.duration().median() < SLOW_NANOS;
  }

  private static Severity severity(List<CallUse> slow, double othersNanos) {
    CallUse first = slow.get(0);
    double waited = waited(slow);
    if (isSometimesSlow(first)) {
      boolean outliers = first.duration().p99() >= OUTLIER_NANOS;
      return outliers && waited >= WARNING_RATIO ? Severity.WARNING : Severity.INFO;
    }
    if (!isSlowItself(first, othersNanos)) {
      return Severity.INFO;
    }
    boolean noticed = first.duration().median() >= NOTICED_NANOS;
    if (waited >= CRITICAL_RATIO && noticed) {
      return Severity.CRITICAL;
    }
    return waited >= WARNING_RATIO || noticed && first.routeShare() >= WARNING_ROUTE_RATIO
        ? Severity.WARNING
        : Severity.INFO;
  }

  private static RuleResult ok(List<CallUse> all) {
    double slowest = all.stream().mapToDouble(each -> each.duration().mean()).max().orElse(0);
    return new RuleResult.Ok(
        ID,
        all.isEmpty()
            ? "No statement holds " + Formats.percent(INFO_RATIO) + " of the users' waiting time."
            : "Of statements with "
                + Formats.percent(INFO_RATIO)
                + " of the users' waiting time that are not repeated within a request, none takes "
                + Formats.nanos(SLOW_NANOS)
                + " on average; the slowest takes "
                + Formats.nanos(slowest)
                + ".");
  }
}
