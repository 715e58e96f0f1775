package io.sonde.analyzer.rule.lock;

import io.sonde.analyzer.aggregate.ContendedLock;
import io.sonde.analyzer.aggregate.ContendedLocks;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Examination;
import io.sonde.analyzer.rule.Need;
import io.sonde.analyzer.rule.Rule;
import io.sonde.analyzer.unit.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Do users, or threads where no requests were recorded, wait for each other at a lock? Shares are
 * of users' waiting time, so that Amdahl's law gives the limits: without a wait of share s requests
 * take (1 - s) of their time.
 */
public final class LockContentionRule implements Rule {
  public static final String ID = "lock-contention";

  /** Share of users' waiting time worth a word: a twentieth; our choice. */
  static final double INFO_SHARE = 0.05;

  /** Share of users' waiting time that warrants a change: a tenth; our choice. */
  static final double WARNING_SHARE = 0.1;

  /** Share with which requests would be 1.5 times faster without the lock (Amdahl). */
  static final double CRITICAL_SHARE = 1.0 / 3;

  /** The same share of the slowest hundredth, or of the worst ten seconds, only warns. */
  static final double WARNING_PEAK_SHARE = 1.0 / 3;

  /** Nanoseconds up to which users take an answer for immediate (J. Nielsen 1993). */
  static final long NOTICED_NANOS = 100_000_000L;

  /** Nanoseconds of waiting in all below which no share means anything; our choice. */
  static final long LEAST_NANOS = 1_000_000_000L;

  /** Share of the time of the threads that waited, where no requests are known; our choice. */
  static final double INFO_THREAD_SHARE = 0.1;

  /** These threads would do 1.5 times as much without the lock (Amdahl). */
  static final double WARNING_THREAD_SHARE = 1.0 / 3;

  /** These would do twice as much. */
  static final double CRITICAL_THREAD_SHARE = 0.5;

  /** Threads that wait at any time, on average: fewer are a background job's business. */
  static final double WARNING_WAITING = 0.5;

  static final double CRITICAL_WAITING = 2;

  /** More would not be read. */
  private static final int MOST_LOCKS = 3;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need(
            "waits for monitors or locks",
            Set.of("jdk.JavaMonitorEnter", "jdk.ThreadPark"),
            "Enable jdk.JavaMonitorEnter and jdk.ThreadPark, or record with Sonde's agent."));
  }

  @Override
  public RuleResult evaluate(Examination examination) {
    Recording recording = examination.recording();
    if (recording.coveredNanos() <= 0) {
      return new RuleResult.NotApplicable(ID, "The recording covers no time.");
    }
    boolean users = examination.waitingTime().isKnown();
    List<ContendedLock> locks = ContendedLocks.of(recording, examination.waitingTime(), MOST_LOCKS);
    List<Finding> findings = new ArrayList<>();
    for (ContendedLock lock : locks) {
      Severity severity = severity(lock, users, recording.coveredNanos());
      if (severity != null) {
        findings.add(new LockFinding(recording, lock, users).finding(severity));
      }
    }
    return findings.isEmpty()
        ? new RuleResult.Ok(ID, ok(recording, locks, users))
        : new RuleResult.Found(ID, findings);
  }

  private static @Nullable Severity severity(ContendedLock lock, boolean users, long coveredNanos) {
    if (lock.waitNanos() < LEAST_NANOS) {
      return null;
    }
    if (users && lock.usersShare() > 0) {
      return ofUsers(lock);
    }
    double waiting = lock.waitNanos() / coveredNanos;
    Severity severity = ofThreads(lock, waiting);
    // Where requests are known and none of them waited, the lock is no user's business.
    return users && severity != null ? Severity.INFO : severity;
  }

  private static @Nullable Severity ofUsers(ContendedLock lock) {
    if (lock.share() >= CRITICAL_SHARE) {
      return Severity.CRITICAL;
    }
    boolean slowest =
        lock.slowestShare() >= WARNING_PEAK_SHARE && lock.slowestNanos() >= NOTICED_NANOS;
    if (lock.share() >= WARNING_SHARE || lock.worstShare() >= WARNING_PEAK_SHARE || slowest) {
      return Severity.WARNING;
    }
    return lock.share() >= INFO_SHARE || lock.worstShare() >= WARNING_SHARE ? Severity.INFO : null;
  }

  private static @Nullable Severity ofThreads(ContendedLock lock, double waiting) {
    double worst = Math.max(lock.share(), lock.worstShare());
    if (lock.share() >= CRITICAL_THREAD_SHARE && waiting >= CRITICAL_WAITING) {
      return Severity.CRITICAL;
    }
    if (worst >= WARNING_THREAD_SHARE && waiting >= WARNING_WAITING) {
      return Severity.WARNING;
    }
    return worst >= INFO_THREAD_SHARE ? Severity.INFO : null;
  }

  private static String ok(Recording recording, List<ContendedLock> locks, boolean users) {
    String hidden = LockFinding.hidden(recording);
    if (locks.isEmpty()) {
      return "No thread waited for a monitor or a lock" + hidden + ".";
    }
    ContendedLock worst = locks.get(0);
    boolean ofUsers = users && worst.usersShare() > 0;
    return "The lock that was waited for longest ("
        + LockFinding.name(worst)
        + ") cost "
        + (ofUsers
            ? Formats.percent(worst.share())
                + " of the users' waiting time, below "
                + Formats.percent(INFO_SHARE)
            : Formats.percent(worst.share())
                + " of the time of the threads that waited, below "
                + Formats.percent(INFO_THREAD_SHARE))
        + ", "
        + Formats.nanos(worst.waitNanos())
        + " in all"
        + hidden
        + ".";
  }
}
