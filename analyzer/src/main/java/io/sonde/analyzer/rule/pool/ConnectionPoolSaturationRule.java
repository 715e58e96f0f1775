package io.sonde.analyzer.rule.pool;

import io.sonde.analyzer.aggregate.HeldConnections.HeldBy;
import io.sonde.analyzer.aggregate.PoolLoad;
import io.sonde.analyzer.aggregate.PoolLoads;
import io.sonde.analyzer.aggregate.Queueing;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.rule.Examination;
import io.sonde.analyzer.rule.Need;
import io.sonde.analyzer.rule.Rule;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;

/**
 * Do users queue for connections? Little's law gives the load, Erlang's formula the size that would
 * do; what connections are held for tells whether a larger pool helps.
 */
public final class ConnectionPoolSaturationRule implements Rule {
  public static final String ID = "connection-pool-saturation";

  /** Mean wait of a sufficient pool, as a share of the mean hold: that of no queue. */
  static final double SUFFICIENT_RATIO = PoolLoads.QUEUE_RATIO;

  /** Share of holds' time in statements from which on the database decides; half of it. */
  static final double DATABASE_RATIO = 0.5;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Need> needs() {
    return List.of(PoolNeeds.STATES);
  }

  @Override
  public RuleResult evaluate(Examination examination) {
    List<PoolCase> pools = PoolCase.of(examination);
    if (pools.isEmpty()) {
      return new RuleResult.NotApplicable(
          ID, "No connection was asked for of a pool while the agent recorded. Record under load.");
    }
    if (pools.stream().allMatch(pool -> pool.load().limit() <= 0)) {
      return new RuleResult.NotApplicable(
          ID,
          "The limit of no pool is known, so no pool can be called full. The agent reads it of"
              + " HikariCP, DBCP 2 and Tomcat's pool.");
    }
    List<Finding> findings =
        pools.stream()
            .filter(pool -> pool.load().queued())
            .map(ConnectionPoolSaturationRule::finding)
            .toList();
    return findings.isEmpty() ? ok(pools.get(0).load()) : new RuleResult.Found(ID, findings);
  }

  private static RuleResult ok(PoolLoad most) {
    return new RuleResult.Ok(
        ID,
        "No pool was exhausted with callers waiting for "
            + Formats.percent(PoolLoads.QUEUE_RATIO)
            + " of the time that connections were held. "
            + most.name()
            + " was used most of all waited for: "
            + Formats.format(most.inUse(), Unit.COUNT)
            + " of "
            + (most.limit() < 0 ? "an unknown number of" : String.valueOf(most.limit()))
            + " connections on average, "
            + Formats.nanos(nanOrZero(most.meanWaitNanos()))
            + " of wait and "
            + Formats.nanos(nanOrZero(most.meanHoldNanos()))
            + " of hold each.");
  }

  private static double nanOrZero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  /** Fewest connections that would do at this load and these holds. */
  static int sufficient(double erlangs) {
    return Queueing.serversFor(erlangs, SUFFICIENT_RATIO);
  }

  /** In a queue some callers come only once others are served, so the load is a lower bound. */
  private static int sufficient(PoolCase pool) {
    PoolLoad load = pool.load();
    if (pool.suffices()) {
      return sufficient(load.offered());
    }
    double erlangs = pool.isFull() ? Math.max(load.limit(), load.offered()) : load.offered();
    return Math.max(load.limit() + 1, sufficient(erlangs));
  }

  private static Finding finding(PoolCase pool) {
    PoolLoad load = pool.load();
    boolean symptom = pool.cause() != null;
    return new Finding(
        ID,
        symptom || pool.processorsAreFull() ? Severity.INFO : pool.severity(),
        pool.impact(),
        pool.impactOf(),
        "Callers wait "
            + Formats.nanos(load.meanWaitNanos())
            + " for one of "
            + load.limit()
            + " connections of "
            + load.name(),
        summary(pool),
        advice(pool, symptom),
        evidence(pool),
        HoldWords.locations(pool.held()),
        HoldWords.mainRoute(pool),
        load.fromNanos(),
        load.toNanos());
  }

  private static String summary(PoolCase pool) {
    PoolLoad load = pool.load();
    StringBuilder text =
        new StringBuilder("For ")
            .append(Formats.nanos(load.toNanos() - load.fromNanos()))
            .append(" all ")
            .append(load.limit())
            .append(" connections were in use again and again: ")
            .append(Formats.format(load.perSecond(), Unit.PER_SECOND))
            .append(" were asked for and held ")
            .append(Formats.nanos(load.meanHoldNanos()))
            .append(" each, which is a load of ")
            .append(Formats.format(load.offered(), Unit.COUNT))
            .append(" connections; ")
            .append(Formats.format(load.waiting(), Unit.COUNT))
            .append(" callers waited on average");
    if (load.timeouts() > 0) {
      text.append(", and ").append(load.timeouts()).append(" gave up");
    }
    text.append('.');
    if (!pool.held().isEmpty()) {
      HeldBy most = pool.held().get(0);
      text.append(' ')
          .append(HoldWords.name(most))
          .append(" held ")
          .append(Formats.percent(most.nanos() / pool.heldNanos()))
          .append(" of that time, ")
          .append(Formats.nanos(most.meanNanos()))
          .append(" each");
      if (!Double.isNaN(most.sqlRatio())) {
        text.append(", ").append(Formats.percent(most.sqlRatio())).append(" of it in statements");
      }
      text.append('.');
    }
    return text.toString();
  }

  private static String advice(PoolCase pool, boolean symptom) {
    if (symptom) {
      return "A consequence: see connection-held-too-long. A larger pool would hold more connections"
          + " that do nothing.";
    }
    if (pool.suffices()) {
      return "The pool is large enough for this load ("
          + sufficient(pool.load().offered())
          + " would do) if calls came at random: callers wait in bursts. See what stops the service"
          + " or its database then; where code asks for many connections at the same moment"
          + " (parallel streams, scheduled jobs), let it ask for fewer at once.";
    }
    String size = size(pool);
    if (pool.processorsAreFull()) {
      return "The machine's processors were full ("
          + Formats.percent(pool.processors())
          + "), which makes every hold long: a larger pool would only move the queue there. See first"
          + " who uses them.";
    }
    StringBuilder text = new StringBuilder();
    if (pool.sqlRatio() >= DATABASE_RATIO) {
      text.append("Make the statements of ")
          .append(pool.held().isEmpty() ? "the holders" : HoldWords.name(pool.held().get(0)))
          .append(" quicker or fewer, or raise the pool's limit: ")
          .append(size)
          .append(" But the database works for ")
          .append(Formats.percent(pool.sqlRatio()))
          .append(
              " of the time that connections are held, and a larger pool gives it more at once:")
          .append(" where its processors or disks are busy, that only moves the queue there.");
    } else {
      text.append("Raise the pool's limit, or hold connections for a shorter time: ").append(size);
    }
    return text.toString();
  }

  private static String size(PoolCase pool) {
    return sufficient(pool)
        + " would do at this load"
        + (pool.isFull()
            ? " at least; it was full, so more may be asked of a larger one."
            : " (mean wait a tenth of the hold).");
  }

  private static List<Evidence> evidence(PoolCase pool) {
    PoolLoad load = pool.load();
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.text("pool", load.name()));
    evidence.add(Evidence.of("mean wait", load.meanWaitNanos(), Unit.NANOSECONDS));
    evidence.add(Evidence.of("mean hold", load.meanHoldNanos(), Unit.NANOSECONDS));
    evidence.add(
        Evidence.of(
            "waiting per connection in use",
            load.waiting() / Math.max(1e-9, load.inUse()),
            Unit.RATIO,
            PoolLoads.QUEUE_RATIO));
    if (!Double.isNaN(load.usersShare())) {
      evidence.add(
          Evidence.of(
              "share of users' time in the queue meanwhile",
              load.usersShare(),
              Unit.RATIO,
              PoolCase.WARNING_RATIO));
    }
    evidence.add(Evidence.of("asked for", load.perSecond(), Unit.PER_SECOND));
    evidence.add(
        Evidence.of("load (rate × hold, Little)", load.offered(), Unit.COUNT, load.limit()));
    evidence.add(Evidence.of("in use on average", load.utilization(), Unit.RATIO));
    evidence.add(Evidence.of("most callers waiting", load.mostPending(), Unit.COUNT));
    evidence.add(Evidence.of("sufficient size (Erlang C)", sufficient(pool), Unit.COUNT));
    evidence.add(Evidence.of("timeouts", load.timeouts(), Unit.COUNT, 0));
    if (!Double.isNaN(pool.sqlRatio())) {
      evidence.add(
          Evidence.of("share of holds in statements", pool.sqlRatio(), Unit.RATIO, DATABASE_RATIO));
    }
    if (!Double.isNaN(pool.processors())) {
      evidence.add(
          Evidence.of(
              Evidence.PROCESSORS, pool.processors(), Unit.RATIO, PoolCase.FULL_PROCESSORS));
    }
    return evidence;
  }
}
