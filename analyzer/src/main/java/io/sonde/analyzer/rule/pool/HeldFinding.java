package io.sonde.analyzer.rule.pool;

import io.sonde.analyzer.aggregate.HeldConnections.HeldBy;
import io.sonde.analyzer.aggregate.Part;
import io.sonde.analyzer.aggregate.Place;
import io.sonde.analyzer.aggregate.PoolLoad;
import io.sonde.analyzer.aggregate.ThreadActivity.Doing;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.rule.Locations;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Code that holds connections while it does something else than SQL. */
final class HeldFinding {
  private HeldFinding() {}

  static Finding of(PoolCase pool, HeldBy held) {
    PoolLoad load = pool.load();
    double idle = held.idleNanos() / held.count();
    Optional<Doing> beside = HoldWords.beside(held);
    String title =
        HoldWords.name(held)
            + " holds a connection for "
            + Formats.nanos(held.meanNanos())
            + " and needs it for "
            + Formats.nanos(held.meanNanos() - idle);
    boolean cause = held.equals(pool.cause());
    return new Finding(
        ConnectionHeldTooLongRule.ID,
        severity(pool, held, cause),
        cause ? pool.impact() * pool.relief(held) : 0,
        pool.impactOf(),
        title,
        summary(pool, held, beside, cause),
        advice(pool, held, beside),
        evidence(pool, held, cause),
        locations(held, beside),
        held.route(),
        load.fromNanos(),
        load.toNanos());
  }

  private static Severity severity(PoolCase pool, HeldBy held, boolean cause) {
    Severity users = cause ? pool.severity() : Severity.INFO;
    return users == Severity.INFO
            && idlePool(pool, held) >= ConnectionHeldTooLongRule.IDLE_POOL_RATIO
        ? Severity.WARNING
        : users;
  }

  /** Share (0 to 1) of the pool that the code holds without a statement; NaN when unknown. */
  private static double idlePool(PoolCase pool, HeldBy held) {
    PoolLoad load = pool.load();
    double connections = held.idleNanos() / (load.toNanos() - load.fromNanos());
    return load.limit() <= 0 ? Double.NaN : Math.min(1, connections / load.limit());
  }

  private static String summary(PoolCase pool, HeldBy held, Optional<Doing> beside, boolean cause) {
    PoolLoad load = pool.load();
    StringBuilder text =
        new StringBuilder()
            .append(Formats.format(held.count(), Unit.COUNT))
            .append(" times it took a connection of ")
            .append(load.name())
            .append("; only ")
            .append(Formats.percent(held.sqlRatio()))
            .append(" of the time that it held them were statements");
    beside.ifPresent(
        doing ->
            text.append(", ")
                .append(Formats.percent(doing.nanos() / held.doing().totalNanos()))
                .append(" ")
                .append(HoldWords.words(doing)));
    text.append('.');
    if (cause) {
      text.append(" Meanwhile callers waited ")
          .append(Formats.nanos(load.meanWaitNanos()))
          .append(" on average for one of the ")
          .append(load.limit())
          .append(" connections, ")
          .append(Formats.format(load.waiting(), Unit.COUNT))
          .append(" of them at any time");
      if (load.timeouts() > 0) {
        text.append(", and ").append(load.timeouts()).append(" gave up");
      }
      text.append('.');
    }
    return text.toString();
  }

  private static String advice(PoolCase pool, HeldBy held, Optional<Doing> beside) {
    String what = beside.map(doing -> does(doing, held)).orElse("what needs no connection");
    StringBuilder text =
        new StringBuilder("Do ")
            .append(what)
            .append(
                " before the connection is taken or after it is given back: end the transaction")
            .append(" of ")
            .append(HoldWords.name(held))
            .append(" before it, and begin another one behind it where there is more to write.");
    if (pool.load().limit() > 0 && !Double.isNaN(pool.sqlRatio())) {
      text.append(" With statements alone the pool would have a load of ")
          .append(Formats.format(pool.load().offered() * pool.sqlRatio(), Unit.COUNT))
          .append(" connections in place of ")
          .append(Formats.format(pool.load().offered(), Unit.COUNT))
          .append('.');
    }
    return text.toString();
  }

  private static String does(Doing doing, HeldBy held) {
    Place place = doing.place();
    boolean elsewhere = place != null && !isHolder(place, held);
    String of = place == null ? "" : elsewhere ? " of " + place.shortName() : "";
    return switch (doing.part()) {
      case HTTP -> "the outgoing call" + of;
      case SLEEP -> "the sleep" + of;
      case IO -> "the I/O" + of;
      case MONITOR, PARK, QUEUE -> "what waits for other threads" + of;
      case CPU, RUNNABLE, UNEXPLAINED -> "the computing" + of;
      default -> "what needs no connection" + of;
    };
  }

  private static boolean isHolder(Place place, HeldBy held) {
    return held.holder() != null
        && place.className().equals(held.holder().className())
        && place.methodName().equals(held.holder().methodName());
  }

  private static List<Evidence> evidence(PoolCase pool, HeldBy held, boolean cause) {
    PoolLoad load = pool.load();
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.text("pool", load.name()));
    evidence.add(Evidence.of("held, mean", held.meanNanos(), Unit.NANOSECONDS));
    evidence.add(
        Evidence.of(
            "without a statement, mean",
            held.idleNanos() / held.count(),
            Unit.NANOSECONDS,
            PoolCase.LONG_IDLE_NANOS));
    evidence.add(
        Evidence.of(
            "share without a statement", 1 - held.sqlRatio(), Unit.RATIO, PoolCase.IDLE_RATIO));
    evidence.add(Evidence.of("held, longest", held.longestNanos(), Unit.NANOSECONDS));
    evidence.add(Evidence.of("connections taken", held.count(), Unit.COUNT));
    for (Part part : Part.values()) {
      double share = held.doing().nanos(part) / held.doing().totalNanos();
      if (share >= 0.05) {
        evidence.add(Evidence.of("meanwhile " + part.words(), share, Unit.RATIO));
      }
    }
    if (load.limit() > 0) {
      evidence.add(
          Evidence.of(
              "share of the pool held without a statement",
              idlePool(pool, held),
              Unit.RATIO,
              ConnectionHeldTooLongRule.IDLE_POOL_RATIO));
    }
    if (cause) {
      evidence.add(
          Evidence.of(
              "share of all holds",
              held.idleNanos() / pool.heldNanos(),
              Unit.RATIO,
              PoolCase.CAUSE_RATIO));
      evidence.add(
          Evidence.of(
              "callers' wait gone without it (Erlang C)",
              pool.relief(held),
              Unit.RATIO,
              PoolCase.RELIEF_RATIO));
      evidence.add(Evidence.of("mean wait of callers", load.meanWaitNanos(), Unit.NANOSECONDS));
      if (!Double.isNaN(load.usersShare())) {
        evidence.add(
            Evidence.of(
                "share of users' time in the queue meanwhile",
                load.usersShare(),
                Unit.RATIO,
                PoolCase.WARNING_RATIO));
      }
      evidence.add(Evidence.of("timeouts", load.timeouts(), Unit.COUNT, 0));
    }
    return evidence;
  }

  /** The holder, then what it did meanwhile. */
  private static List<Location> locations(HeldBy held, Optional<Doing> beside) {
    List<Location> locations = new ArrayList<>();
    if (held.holder() != null) {
      locations.add(Locations.of(held.holder()));
    }
    beside
        .map(Doing::place)
        .filter(place -> !isHolder(place, held))
        .ifPresent(place -> locations.add(Locations.of(place)));
    return locations;
  }
}
