package io.sonde.analyzer.rule.database;

import io.sonde.analyzer.aggregate.CallUse;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.rule.Locations;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;

/** Words a slow statement: the route that waits for it longest leads. */
final class SlowQueryFinding {
  /** Rows from which on fetching them takes the time; a page holds fewer. Our choice. */
  private static final double MANY_ROWS = 1_000;

  private final List<CallUse> all;
  private final CallUse use;
  private final double othersNanos;

  /**
   * @param all of one text, by route, the dearest first
   * @param othersNanos median of the other statements; NaN when unknown
   */
  SlowQueryFinding(List<CallUse> all, double othersNanos) {
    this.all = all;
    this.use = all.get(0);
    this.othersNanos = othersNanos;
  }

  Finding finding(Severity severity) {
    return new Finding(
        SlowQueryRule.ID,
        severity,
        SlowQueryRule.waited(all),
        ImpactOf.WAITING_TIME,
        title(),
        summary(),
        advice(),
        evidence(),
        use.places().stream().map(Locations::of).toList(),
        use.route().name(),
        use.fromNanos(),
        use.toNanos());
  }

  private String title() {
    String where = use.places().isEmpty() ? "" : " from " + use.places().get(0).shortName();
    String table = StatementText.table(use.text());
    String what = StatementText.isQuery(use.text()) ? "A query" : "A statement";
    return what
        + (table.isEmpty() ? "" : " on " + table)
        + where
        + " takes "
        + Formats.nanos(use.duration().mean())
        + " on average and "
        + Formats.percent(SlowQueryRule.waited(all))
        + " of the users' waiting time";
  }

  private String summary() {
    return "One execution takes "
        + Formats.nanos(use.duration().mean())
        + " on average, "
        + Formats.nanos(use.duration().p10())
        + " or less in its quickest tenth and "
        + Formats.nanos(use.duration().p99())
        + " in one of a hundred executions. It makes up "
        + Formats.percent(use.routeShare())
        + " of the time of "
        + use.route().name()
        + (all.size() > 1 ? ", and " + (all.size() - 1) + " more routes run it." : ".")
        + rows()
        + comparison()
        + " It is: "
        + StatementText.brief(use.text())
        + ".";
  }

  private String rows() {
    return Double.isNaN(use.rowsPerCall())
        ? ""
        : " An execution "
            + (StatementText.isQuery(use.text()) ? "yields " : "changes ")
            + Formats.format(use.rowsPerCall(), Unit.COUNT)
            + (use.rowsPerCall() == 1 ? " row." : " rows.");
  }

  private String comparison() {
    if (Double.isNaN(othersNanos) || SlowQueryRule.isSometimesSlow(use)) {
      return "";
    }
    return SlowQueryRule.isSlowItself(use, othersNanos)
        ? " Half of all other statements take " + Formats.nanos(othersNanos) + " or less."
        : " But half of all other statements take "
            + Formats.nanos(othersNanos)
            + " or more, too: the database, its machine or the way to it is slow, not this statement"
            + " alone.";
  }

  private String advice() {
    String store = StatementText.store(use.text());
    if (!store.isEmpty()) {
      return "Look at what the command reads: a large value, many elements, or a search without an"
          + " index; then at the load of "
          + store
          + " itself, and the way there.";
    }
    if (SlowQueryRule.isSometimesSlow(use)) {
      return "Most executions are quick, so look at what differs: row locks that another transaction"
          + " holds (pg_locks, SHOW ENGINE INNODB STATUS), values with far more rows than others, or"
          + " a database that was busy at times.";
    }
    if (!SlowQueryRule.isSlowItself(use, othersNanos)) {
      return "Look at the database's own load first: CPU, disk, checkpoints, and the way there.";
    }
    if (use.rowsPerCall() >= MANY_ROWS) {
      return "It yields many rows: fetch a page of them, or only the columns and rows that are shown,"
          + " or let the database sum them up. "
          + explain();
    }
    String column = StatementText.comparedColumn(use.text());
    return "Few rows for that much time mean that many more are read: an index is missing or cannot be"
        + " used"
        + (column.isEmpty() ? "" : ", probably one on " + column)
        + ". "
        + explain();
  }

  private static String explain() {
    return "Its plan tells: EXPLAIN on the database, or sonde analyze --explain with the database's"
        + " URL.";
  }

  private List<Evidence> evidence() {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        Evidence.of(
            "one execution, mean",
            use.duration().mean(),
            Unit.NANOSECONDS,
            SlowQueryRule.SLOW_NANOS));
    evidence.add(
        Evidence.of(
            "share of all waiting time",
            SlowQueryRule.waited(all),
            Unit.RATIO,
            SlowQueryRule.WARNING_RATIO));
    evidence.add(
        Evidence.of(
            "share of the route's time",
            use.routeShare(),
            Unit.RATIO,
            SlowQueryRule.WARNING_ROUTE_RATIO));
    evidence.add(Evidence.of("median", use.duration().median(), Unit.NANOSECONDS));
    evidence.add(
        Double.isNaN(othersNanos)
            ? Evidence.of("quickest tenth", use.duration().p10(), Unit.NANOSECONDS)
            : Evidence.of(
                "quickest tenth",
                use.duration().p10(),
                Unit.NANOSECONDS,
                SlowQueryRule.OWN_SLOWNESS * othersNanos));
    evidence.add(
        Evidence.of(
            "slowest hundredth",
            use.duration().p99(),
            Unit.NANOSECONDS,
            SlowQueryRule.OUTLIER_NANOS));
    evidence.add(Evidence.of("executions", use.executions(), Unit.COUNT));
    if (!Double.isNaN(use.rowsPerCall())) {
      evidence.add(Evidence.of("rows per execution", use.rowsPerCall(), Unit.COUNT));
    }
    evidence.add(Evidence.text(Evidence.STATEMENT, use.text()));
    return evidence;
  }
}
