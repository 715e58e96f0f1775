package io.sonde.analyzer.rule.pool;

import io.sonde.analyzer.aggregate.HeldConnections.HeldBy;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.rule.Examination;
import io.sonde.analyzer.rule.Need;
import io.sonde.analyzer.rule.Rule;
import io.sonde.analyzer.unit.Formats;
import java.util.ArrayList;
import java.util.List;

/**
 * Does code hold a connection while it does something else, or never give it back? What a thread
 * does between getting and closing a connection is told by its waits and samples.
 */
public final class ConnectionHeldTooLongRule implements Rule {
  public static final String ID = "connection-held-too-long";

  /** Share of the pool held without a statement: twice the load exhausts it. */
  static final double IDLE_POOL_RATIO = 0.5;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Need> needs() {
    return List.of(PoolNeeds.STATES, PoolNeeds.HOLDS);
  }

  @Override
  public RuleResult evaluate(Examination examination) {
    List<PoolCase> pools = PoolCase.of(examination);
    List<Finding> findings = new ArrayList<>();
    boolean told = false;
    for (PoolCase pool : pools) {
      told |= pool.held().stream().anyMatch(each -> !Double.isNaN(each.sqlRatio()));
      if (pool.load().leaked() > 0) {
        findings.add(LeakFinding.of(pool));
      }
      for (HeldBy each : pool.held()) {
        if (pool.isIdle(each) && !pool.isStarved(each)) {
          findings.add(HeldFinding.of(pool, each));
        }
      }
    }
    if (!findings.isEmpty()) {
      return new RuleResult.Found(ID, findings);
    }
    return told ? ok(pools) : notApplicable();
  }

  private static RuleResult notApplicable() {
    return new RuleResult.NotApplicable(
        ID,
        "No connection in use was recorded of which the thread is known, so what was done meanwhile"
            + " cannot be told. Record under load; slow-connection-hold=off writes each one.");
  }

  private static RuleResult ok(List<PoolCase> pools) {
    HeldBy most = null;
    for (PoolCase pool : pools) {
      for (HeldBy each : pool.held()) {
        boolean longer = most == null || each.idleNanos() > most.idleNanos();
        most = longer ? each : most;
      }
    }
    return new RuleResult.Ok(
        ID,
        most == null
            ? "No connection was held."
            : "Connections were held without a statement longest by "
                + HoldWords.name(most)
                + ": "
                + Formats.nanos(most.idleNanos() / most.count())
                + " of "
                + Formats.nanos(most.meanNanos())
                + " each; "
                + Formats.nanos(PoolCase.LONG_IDLE_NANOS)
                + " and "
                + Formats.percent(PoolCase.IDLE_RATIO)
                + " of it would be told. None was leaked.");
  }
}
