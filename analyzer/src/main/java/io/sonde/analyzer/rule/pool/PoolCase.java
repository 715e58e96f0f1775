package io.sonde.analyzer.rule.pool;

import io.sonde.analyzer.aggregate.CpuUse;
import io.sonde.analyzer.aggregate.HeldConnections;
import io.sonde.analyzer.aggregate.HeldConnections.HeldBy;
import io.sonde.analyzer.aggregate.Part;
import io.sonde.analyzer.aggregate.PoolLoad;
import io.sonde.analyzer.aggregate.PoolLoads;
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

  /**
   * Share of the time of holds without a statement from which on their code is the cause: with
   * statements alone, half of the connections would do.
   */
  static final double IDLE_RATIO = 0.5;

  /** Share of the machine's processors in use from which on nothing that needs one gets faster. */
  static final double FULL_PROCESSORS = 0.95;

  /** Reporting periods that make more than a burst: 10 s by default; our choice. */
  static final int FEWEST_PERIODS = 2;

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
    return ratio(List.of(Part.SQL));
  }

  /** The same of computing, or of waiting for a processor. */
  double computingRatio() {
    return ratio(List.of(Part.CPU, Part.RUNNABLE, Part.UNEXPLAINED));
  }

  private double ratio(List<Part> parts) {
    double whole = held.stream().mapToDouble(each -> each.doing().totalNanos()).sum();
    double part =
        held.stream()
            .mapToDouble(each -> parts.stream().mapToDouble(each.doing()::nanos).sum())
            .sum();
    return whole <= 0 ? Double.NaN : part / whole;
  }

  /** The code whose holds without statements take most of the pool's time; null for none. */
  @Nullable HeldBy idler() {
    HeldBy most = null;
    for (HeldBy each : held) {
      if (each.idleNanos() > (most == null ? 0 : most.idleNanos())) {
        most = each;
      }
    }
    return most;
  }

  /** Whether one method's holds without a statement make the queue. */
  boolean isHeldTooLong() {
    HeldBy idler = idler();
    return load.queued()
        && idler != null
        && idler.idleNanos() >= IDLE_RATIO * heldNanos
        && !isStarved();
  }

  /** Whether connections are held long for want of processors: then no pool is the cause. */
  boolean isStarved() {
    return processorsAreFull() && computingRatio() >= IDLE_RATIO;
  }

  /** How much users suffer from the queue. */
  Severity severity() {
    if (!load.queued() || isStarved()) {
      return Severity.INFO;
    }
    if (load.timeouts() > 0) {
      return Severity.CRITICAL;
    }
    if (load.periods() < FEWEST_PERIODS) {
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
