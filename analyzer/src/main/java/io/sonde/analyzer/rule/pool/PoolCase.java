package io.sonde.analyzer.rule.pool;

import io.sonde.analyzer.aggregate.CpuUse;
import io.sonde.analyzer.aggregate.HeldConnections;
import io.sonde.analyzer.aggregate.HeldConnections.HeldBy;
import io.sonde.analyzer.aggregate.Part;
import io.sonde.analyzer.aggregate.PoolLoad;
import io.sonde.analyzer.aggregate.PoolLoads;
import io.sonde.analyzer.aggregate.Queueing;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.WaitKind;
import io.sonde.analyzer.rule.Examination;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pool with the code that held its connections, as both rules on pools judge it. */
final class PoolCase {
  /** Share of users' waiting time in a queue, which is pure loss; our choice. */
  static final double WARNING_RATIO = 0.1;

  /** The same share at which users would wait half as long without it. */
  static final double CRITICAL_RATIO = 0.5;

  /** Share of a method's holds without a statement from which on they are for something else. */
  static final double IDLE_RATIO = 0.5;

  /**
   * Mean time without a statement per hold, in nanoseconds: a tenth of a second is what users
   * notice (J. Nielsen 1993), and dozens of ordinary statements fit into it.
   */
  static final long LONG_IDLE_NANOS = 100_000_000L;

  /**
   * Share of all holds of the pool from which on one method's idle time can make the queue: to give
   * it back is as good as a pool a third larger. Our choice.
   */
  static final double CAUSE_RATIO = 0.25;

  /** Share of callers' wait that must be gone without the idle time (Erlang C): half of it. */
  static final double RELIEF_RATIO = 0.5;

  /** Fewer holds are no more than an example; our choice. */
  static final int HANDFUL = 5;

  /** Share of the pool in use from which on it is always full; our choice. */
  static final double FULL_RATIO = 0.9;

  /** Of a full pool the arithmetic takes this load: the wait would be without end at more. */
  private static final double FULLEST_RATIO = 0.98;

  /** Share of the machine's processors in use from which on nothing that needs one gets faster. */
  static final double FULL_PROCESSORS = 0.95;

  private static final List<Part> COMPUTING = List.of(Part.CPU, Part.RUNNABLE, Part.UNEXPLAINED);

  /** Share of idle time in computing, or waiting for a processor, that makes that the cause. */
  private static final double COMPUTING_RATIO = 0.5;

  /** Reporting periods that make more than a burst: 10 s by default; our choice. */
  static final int FEWEST_PERIODS = 2;

  /** Periods of bursts that are no accident any more: half a minute by default; our choice. */
  static final int FEWEST_BURSTS = 6;

  private final Examination examination;
  private final PoolLoad load;
  private final List<HeldBy> held;
  private final double heldNanos;
  private final double processors;

  private PoolCase(Examination examination, PoolLoad load) {
    Recording recording = examination.recording();
    this.examination = examination;
    this.load = load;
    this.held =
        HeldConnections.of(
            recording, examination.threadActivity(), load.pool(), load.fromNanos(), load.toNanos());
    this.heldNanos = held.stream().mapToDouble(HeldBy::nanos).sum();
    this.processors =
        recording.cpuLoads().stream()
            .filter(each -> each.timeNanos() >= load.fromNanos())
            .filter(each -> each.timeNanos() <= load.toNanos())
            .mapToDouble(each -> CpuUse.ratio(recording, each))
            .average()
            .orElse(Double.NaN);
  }

  /** All pools, the one that was waited for longest first. */
  static List<PoolCase> of(Examination examination) {
    return PoolLoads.of(examination.recording()).stream()
        .map(load -> new PoolCase(examination, load))
        .toList();
  }

  Recording recording() {
    return examination.recording();
  }

  PoolLoad load() {
    return load;
  }

  /** The code that held connections longest first. */
  List<HeldBy> held() {
    return held;
  }

  /** The same over the whole recording. */
  List<HeldBy> heldEver() {
    return HeldConnections.of(
        recording(), examination.threadActivity(), load.pool(), Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** Sum of the recorded holds, in nanoseconds. */
  double heldNanos() {
    return heldNanos;
  }

  /** Share (0 to 1) of the machine's processors in use meanwhile; NaN when unknown. */
  double processors() {
    return processors;
  }

  boolean processorsAreFull() {
    return processors >= FULL_PROCESSORS;
  }

  /** Share (0 to 1) of all holds' time in statements; NaN when unknown. */
  double sqlRatio() {
    double whole = held.stream().mapToDouble(each -> each.doing().totalNanos()).sum();
    double sql = held.stream().mapToDouble(each -> each.doing().nanos(Part.SQL)).sum();
    return whole <= 0 ? Double.NaN : sql / whole;
  }

  /** Whether a method holds connections for something else than statements. */
  boolean isIdle(HeldBy each) {
    return each.count() >= HANDFUL
        && 1 - each.sqlRatio() >= IDLE_RATIO
        && (each.idleNanos() / each.count() >= LONG_IDLE_NANOS
            || load.queued() && each.idleNanos() >= IDLE_RATIO * heldNanos);
  }

  /** The method whose holds without statements make the queue; null for none. */
  @Nullable HeldBy cause() {
    HeldBy most = null;
    for (HeldBy each : held) {
      if (isIdle(each) && each.idleNanos() > (most == null ? 0 : most.idleNanos())) {
        most = each;
      }
    }
    boolean cause =
        load.queued()
            && most != null
            && most.idleNanos() >= CAUSE_RATIO * heldNanos
            && relief(most) >= RELIEF_RATIO
            && !isStarved(most);
    return cause ? most : null;
  }

  /** Share (0 to 1) of callers' wait that would be gone without a method's idle time. */
  double relief(HeldBy idle) {
    if (load.limit() <= 0 || heldNanos <= 0) {
      return 0;
    }
    double most = FULLEST_RATIO * load.limit();
    double before = isFull() ? most : Math.min(most, load.offered());
    double left = 1 - idle.idleNanos() / heldNanos;
    double waitAfter = left * Queueing.waitPerService(load.limit(), before * left);
    return Math.max(0, 1 - waitAfter / Queueing.waitPerService(load.limit(), before));
  }

  /** Whether the pool, and not the callers, decided how much was served. */
  boolean isFull() {
    return load.utilization() >= FULL_RATIO || load.waiting() >= load.limit();
  }

  /**
   * Whether the pool is large enough for its load by Erlang's formula, so that callers waited in a
   * burst: many came at once, or all holds were long together, as when the service stood still.
   */
  boolean suffices() {
    return !isFull()
        && load.timeouts() == 0
        && Queueing.serversFor(load.offered(), PoolLoads.QUEUE_RATIO) <= load.limit();
  }

  /** Whether a method's holds are long for want of processors. */
  boolean isStarved(HeldBy each) {
    double computing = COMPUTING.stream().mapToDouble(each.doing()::nanos).sum();
    double idle = each.doing().totalNanos() - each.doing().nanos(Part.SQL);
    return processorsAreFull() && computing >= COMPUTING_RATIO * idle;
  }

  /** How much users suffer from the queue, whatever makes it. */
  Severity severity() {
    if (!load.queued()) {
      return Severity.INFO;
    }
    if (load.timeouts() > 0) {
      return Severity.CRITICAL;
    }
    if (load.periods() < (suffices() ? FEWEST_BURSTS : FEWEST_PERIODS)) {
      return Severity.INFO;
    }
    if (Double.isNaN(load.usersShare())) {
      return load.meanWaitNanos() >= load.meanHoldNanos() ? Severity.WARNING : Severity.INFO;
    }
    if (load.usersShare() >= CRITICAL_RATIO) {
      return Severity.CRITICAL;
    }
    return load.usersShare() >= WARNING_RATIO ? Severity.WARNING : Severity.INFO;
  }

  ImpactOf impactOf() {
    return examination.waitingTime().isKnown() ? ImpactOf.WAITING_TIME : ImpactOf.ELAPSED_TIME;
  }

  /** Share of users' waiting time that went into waits for this pool. */
  double impact() {
    if (!load.queued()) {
      return 0;
    }
    Recording recording = recording();
    if (!examination.waitingTime().isKnown()) {
      double covered = Math.max(1, recording.coveredNanos());
      double wait = load.waiting() / Math.max(1e-9, load.waiting() + load.inUse());
      return Math.min(1, load.seconds() * 1e9 / covered) * wait;
    }
    int name = recording.classNames().indexOf(load.name());
    if (name < 0) {
      return 0;
    }
    return examination
        .waitingTime()
        .shareOfWaits(
            wait ->
                recording.waits().kind(wait) == WaitKind.CONNECTION
                    && recording.waits().get(wait).objectClass() == name);
  }
}
