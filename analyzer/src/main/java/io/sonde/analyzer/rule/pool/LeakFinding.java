package io.sonde.analyzer.rule.pool;

import io.sonde.analyzer.aggregate.HeldConnections.HeldBy;
import io.sonde.analyzer.aggregate.PoolLoad;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.unit.Unit;
import java.util.Comparator;
import java.util.List;

/** Connections that were never closed and that nobody refers to any more. */
final class LeakFinding {
  private LeakFinding() {}

  static Finding of(PoolCase pool) {
    PoolLoad load = pool.load();
    Recording recording = pool.recording();
    List<HeldBy> leakers =
        pool.heldEver().stream()
            .filter(each -> each.leaked() > 0)
            .sorted(Comparator.comparingInt(HeldBy::leaked).reversed())
            .toList();
    boolean exhausted = load.limit() > 0 && load.leaked() >= load.limit() || load.timeouts() > 0;
    List<Location> location = HoldWords.locations(leakers);
    String leaker = leakers.isEmpty() ? "Code that is not known" : HoldWords.name(leakers.get(0));
    return new Finding(
        ConnectionHeldTooLongRule.ID,
        exhausted ? Severity.CRITICAL : Severity.WARNING,
        pool.impact(),
        pool.impactOf(),
        leaker + " takes connections and never closes them",
        load.leaked()
            + " connections of "
            + load.name()
            + " were never closed, and nobody refers to them any more: the pool has lost them"
            + (load.limit() > 0 ? ", out of " + load.limit() + "." : "."),
        "Close the connection in try-with-resources in "
            + (leakers.isEmpty() ? "the code that takes it" : HoldWords.name(leakers.get(0)))
            + ", on every way out of it.",
        List.of(
            Evidence.text("pool", load.name()),
            Evidence.of("connections lost", load.leaked(), Unit.COUNT, 0),
            Evidence.of("limit of the pool", load.limit(), Unit.COUNT),
            Evidence.of("timeouts", load.timeouts(), Unit.COUNT, 0)),
        location,
        leakers.isEmpty() ? null : leakers.get(0).route(),
        recording.startNanos(),
        recording.endNanos());
  }
}
