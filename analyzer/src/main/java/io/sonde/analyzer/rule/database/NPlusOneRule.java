package io.sonde.analyzer.rule.database;

import io.sonde.analyzer.aggregate.CallUse;
import io.sonde.analyzer.aggregate.CallUses;
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
 * Do requests run one query, or make one outgoing call, again and again where one would do? Judged
 * by how often a request repeats it and by what users wait for the repeats. Batches are none, and
 * what no user waits for (schedulers, listeners) is left out.
 *
 * <p>By Amdahl's law, taking a share p out of a request makes it 1/(1-p) times faster.
 */
public final class NPlusOneRule implements Rule {
  public static final String ID = "n-plus-one";

  /** Executions in one request out of ten, or more; Sentry's detector counts from five, too. */
  static final int LEAST_REPEATS = CallUses.REPEATED;

  /** Share of all users' waiting time worth a word: a hundredth, as for percentiles. */
  static final double INFO_RATIO = 0.01;

  /** Share of all users' waiting time: all requests together 1.1 times faster; our choice. */
  static final double WARNING_RATIO = 0.1;

  /** Share of its route's time: that route 1.5 times faster (Amdahl). */
  static final double WARNING_ROUTE_RATIO = 1 / 3.0;

  /** Nanoseconds per request: a round trip within a region; our choice. */
  static final long LEAST_NANOS = 1_000_000L;

  /** Share of all users' waiting time: all requests together 1.5 times faster (Amdahl). */
  static final double CRITICAL_RATIO = 1 / 3.0;

  /** Nanoseconds per request that a user begins to notice (J. Nielsen 1993). */
  static final long CRITICAL_NANOS = 100_000_000L;

  /** A batch here and there does not make the others one. */
  private static final double MOSTLY_BATCHES = 0.5;

  /** Findings of each kind; more are seldom read. Our choice. */
  private static final int MOST = 5;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need(
            "statements or outgoing calls of requests",
            Set.of(EventNames.SQL_STATEMENT, EventNames.HTTP_CALL),
            "Record with Sonde's agent: the JDK's events tell neither statements nor requests."));
  }

  @Override
  public RuleResult evaluate(Examination examination) {
    if (!examination.waitingTime().isKnown()) {
      return new RuleResult.NotApplicable(
          ID,
          "The recording holds no request of a user, so nobody waited for a statement. Name entry"
              + " points of the service with the agent's setting entry.");
    }
    List<Finding> findings = new ArrayList<>();
    for (List<CallUse> repeated : byText(examination.statements())) {
      Severity severity = severity(repeated);
      boolean isQuery = StatementText.isQuery(repeated.get(0).text());
      findings.add(new NPlusOneFinding(repeated).ofStatement(isQuery ? severity : Severity.INFO));
    }
    for (List<CallUse> repeated : byText(examination.calls())) {
      findings.add(new NPlusOneFinding(repeated).ofCall(severity(repeated)));
    }
    return findings.isEmpty() ? ok(examination) : new RuleResult.Found(ID, findings);
  }

  /** What is repeated, once for each text with all routes that do, the dearest first. */
  private static List<List<CallUse>> byText(List<CallUse> uses) {
    Map<String, List<CallUse>> byText = new LinkedHashMap<>();
    uses.stream()
        .filter(NPlusOneRule::isRepeated)
        .forEach(each -> byText.computeIfAbsent(each.text(), added -> new ArrayList<>()).add(each));
    return byText.values().stream().filter(each -> saved(each) >= INFO_RATIO).limit(MOST).toList();
  }

  static boolean isRepeated(CallUse use) {
    return use.repeats().p90() >= LEAST_REPEATS
        && use.batched() < MOSTLY_BATCHES
        && !use.endsTransaction();
  }

  /** Share of all users' waiting time that one execution for each request would save. */
  static double saved(List<CallUse> uses) {
    return Math.min(1, uses.stream().mapToDouble(CallUse::savedShare).sum());
  }

  private static Severity severity(List<CallUse> repeated) {
    CallUse first = repeated.get(0);
    double saved = saved(repeated);
    if (first.nanosPerRequest() < LEAST_NANOS
        || saved < WARNING_RATIO && first.routeShare() < WARNING_ROUTE_RATIO) {
      return Severity.INFO;
    }
    return saved >= CRITICAL_RATIO && first.nanosPerRequest() >= CRITICAL_NANOS
        ? Severity.CRITICAL
        : Severity.WARNING;
  }

  private static RuleResult ok(Examination examination) {
    List<CallUse> all = new ArrayList<>(examination.statements());
    all.addAll(examination.calls());
    double most = all.stream().mapToDouble(each -> each.repeats().p90()).max().orElse(0);
    return new RuleResult.Ok(
        ID,
        all.isEmpty()
            ? "No statement and no outgoing call holds "
                + Formats.percent(INFO_RATIO)
                + " of the users' waiting time."
            : "Of "
                + all.size()
                + " statements and calls with "
                + Formats.percent(INFO_RATIO)
                + " of the users' waiting time, none is run "
                + LEAST_REPEATS
                + " times by one request out of ten and would save that much; the most repeated is"
                + " run "
                + Math.round(most)
                + " times.");
  }
}
