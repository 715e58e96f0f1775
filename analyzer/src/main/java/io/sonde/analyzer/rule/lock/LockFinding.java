package io.sonde.analyzer.rule.lock;

import io.sonde.analyzer.aggregate.ContendedLock;
import io.sonde.analyzer.aggregate.Place;
import io.sonde.analyzer.aggregate.SlowComparison.HeldBy;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Locations;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;

/**
 * Words what one lock does.
 *
 * @param requests whether users' waiting time is known at all
 */
record LockFinding(Recording recording, ContendedLock lock, boolean requests) {
  /**
   * Nanoseconds from which a hold is long: computing under a lock seldom takes so much, waiting for
   * something else does; our choice, a scheduler's time slice.
   */
  static final long LONG_HOLD_NANOS = 10_000_000L;

  /** Share of the recording up to which a stretch is worth naming. */
  private static final double SHORT_STRETCH = 0.5;

  Finding finding(Severity severity) {
    boolean ofUsers = requests && lock.usersShare() > 0;
    boolean stretch =
        lock.toNanos() - lock.fromNanos()
            <= SHORT_STRETCH * (recording.endNanos() - recording.startNanos());
    return new Finding(
        LockContentionRule.ID,
        severity,
        requests ? lock.usersShare() : Math.min(1, lock.unionNanos() / recording.coveredNanos()),
        requests ? ImpactOf.WAITING_TIME : ImpactOf.ELAPSED_TIME,
        (ofUsers ? "Users wait " : "Threads wait ")
            + Formats.nanos(lock.waitNanos() / lock.waits())
            + " at a time for "
            + name(lock),
        summary(ofUsers, stretch),
        advice(),
        evidence(ofUsers),
        locations(),
        null,
        stretch ? lock.fromNanos() : recording.startNanos(),
        stretch ? lock.toNanos() : recording.endNanos());
  }

  /** The lock as its user knows it: its own class, or the code that asks for one of the JDK's. */
  static String name(ContendedLock lock) {
    String simple = lock.lockClass().replaceAll("\\$(Nonfair|Fair|)Sync$", "");
    String last = simple.substring(simple.lastIndexOf('.') + 1);
    String what = lock.monitor() ? "the monitor of " + last : "a " + last;
    boolean common = simple.startsWith("java.") || simple.isEmpty();
    return (simple.isEmpty() ? "a lock" : what)
        + (common && !lock.waiters().isEmpty() ? " in " + lock.waiters().get(0).shortName() : "");
  }

  /** What recorders leave out of waits. */
  static String hidden(Recording recording) {
    String threshold =
        recording.coverage().settings().getOrDefault("jdk.JavaMonitorEnter#threshold", "");
    return threshold.isEmpty() || threshold.startsWith("0 ")
        ? ""
        : " (waits below " + threshold + " are not recorded)";
  }

  private String summary(boolean ofUsers, boolean stretch) {
    StringBuilder text = new StringBuilder();
    text.append(lock.waits())
        .append(" times a thread waited for ")
        .append(name(lock))
        .append(", ")
        .append(Formats.nanos(lock.waitNanos()))
        .append(" in all, up to ")
        .append(Formats.nanos(lock.longestNanos()))
        .append(" at a time");
    if (lock.mostAtOnce() > 1) {
      text.append(" and up to ").append(lock.mostAtOnce()).append(" threads at once");
    }
    text.append(". ");
    text.append(Formats.percent(lock.share()))
        .append(ofUsers ? " of the users' waiting time" : " of the time of the threads that waited")
        .append(" went into it");
    if (lock.worstShare() > lock.share()) {
      text.append(", ").append(Formats.percent(lock.worstShare())).append(" in the worst 10 s");
    }
    text.append(". ");
    if (ofUsers && lock.slowestShare() > lock.share()) {
      text.append("The slowest 1 % of the requests waited ")
          .append(Formats.nanos(lock.slowestNanos()))
          .append(" each for it, ")
          .append(Formats.percent(lock.slowestShare()))
          .append(" of their time. ");
    }
    if (stretch) {
      text.append("Nine tenths of the waiting lie within ")
          .append(Formats.nanos(lock.toNanos() - lock.fromNanos()))
          .append(". ");
    }
    return text.append(holding()).append(hiddenSentence()).toString();
  }

  private String hiddenSentence() {
    String hidden = hidden(recording);
    return hidden.isEmpty() ? "" : hidden.replace(" (w", " W").replace(")", ".");
  }

  private String holding() {
    HeldBy held = lock.heldBy();
    String by =
        held == null
            ? ""
            : " Meanwhile whoever held it was in "
                + held.method().shortName()
                + " most of the time ("
                + held.doing().words()
                + ").";
    return (isLongHold()
            ? "It was held for "
                + Formats.nanos(lock.typicalHoldNanos())
                + " at a time: long holds."
            : "It was held for "
                + Formats.nanos(lock.typicalHoldNanos())
                + " at a time: many short holds, one after the other (a convoy).")
        + by;
  }

  private boolean isLongHold() {
    return lock.typicalHoldNanos() >= LONG_HOLD_NANOS;
  }

  /** Of long holds the code to change is what goes on under the lock; of a convoy who asks. */
  private List<Location> locations() {
    List<Place> places = new ArrayList<>();
    HeldBy held = lock.heldBy();
    if (held != null && isLongHold()) {
      places.add(held.method());
    }
    places.addAll(lock.waiters());
    if (held != null) {
      places.add(held.method());
    }
    return places.stream().distinct().map(Locations::of).toList();
  }

  private String advice() {
    HeldBy held = lock.heldBy();
    if (!isLongHold()) {
      return "Ask for the lock less often, do less under it, or split it: one lock per key, a"
          + " ConcurrentHashMap, a LongAdder, a read-write lock where most only read.";
    }
    if (held == null) {
      return "Find what is done under the lock that takes so long, and do it before or after.";
    }
    String name = held.method().shortName();
    return switch (held.doing()) {
      case SLEEP, IO, SQL, HTTP, CONNECTION, PARK ->
          "Do not wait for something else under the lock: call "
              + name
              + " before taking it or after giving it back, and keep under it only the reading and"
              + " writing of what it guards.";
      default ->
          "Do the work of "
              + name
              + " before taking the lock or after giving it back, or split the lock so that not"
              + " all wait for it.";
    };
  }

  private List<Evidence> evidence(boolean ofUsers) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.text("lock", lock.lockClass().isEmpty() ? "unknown" : lock.lockClass()));
    evidence.add(
        Evidence.of(
            ofUsers
                ? "share of users' waiting time"
                : "share of the time of the threads that waited",
            lock.share(),
            Unit.RATIO,
            ofUsers ? LockContentionRule.WARNING_SHARE : LockContentionRule.WARNING_THREAD_SHARE));
    evidence.add(
        Evidence.of(
            "the same in the worst 10 s",
            lock.worstShare(),
            Unit.RATIO,
            LockContentionRule.WARNING_PEAK_SHARE));
    if (ofUsers && !Double.isNaN(lock.slowestShare())) {
      evidence.add(
          Evidence.of(
              "share of the time of the slowest 1 % of requests",
              lock.slowestShare(), Unit.RATIO, LockContentionRule.WARNING_PEAK_SHARE));
      evidence.add(
          Evidence.of(
              "wait of each of these",
              lock.slowestNanos(),
              Unit.NANOSECONDS,
              LockContentionRule.NOTICED_NANOS));
    }
    evidence.add(
        Evidence.of(
            "threads that wait, on average",
            lock.waitNanos() / recording.coveredNanos(),
            Unit.COUNT));
    evidence.add(Evidence.of("threads that waited at once, most", lock.mostAtOnce(), Unit.COUNT));
    evidence.add(Evidence.of("threads that waited", lock.threads(), Unit.COUNT));
    evidence.add(Evidence.of("waits", lock.waits(), Unit.COUNT));
    evidence.add(Evidence.of("longest wait", lock.longestNanos(), Unit.NANOSECONDS));
    evidence.add(
        Evidence.of(
            "hold that made half of the waiting",
            lock.typicalHoldNanos(),
            Unit.NANOSECONDS,
            LONG_HOLD_NANOS));
    HeldBy held = lock.heldBy();
    if (held != null) {
      evidence.add(
          Evidence.text(
              lock.monitor() ? "owner's code" : "code under the lock meanwhile",
              Locations.of(held.method()) + " (" + held.doing().words() + ")"));
    }
    return evidence;
  }
}
