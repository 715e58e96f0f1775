package io.sonde.analyzer.rule.lock;

import io.sonde.analyzer.aggregate.PinnedCarriers;
import io.sonde.analyzer.aggregate.PinnedCarriers.Pin;
import io.sonde.analyzer.aggregate.Place;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Examination;
import io.sonde.analyzer.rule.Locations;
import io.sonde.analyzer.rule.Need;
import io.sonde.analyzer.rule.Rule;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Do virtual threads that wait keep their carriers? A carrier that is kept runs no other virtual
 * thread, so what counts is the share of all carriers' time: at that utilisation the others queue.
 */
public final class VirtualThreadPinningRule implements Rule {
  public static final String ID = "virtual-thread-pinning";

  /** Share of the carriers' time worth a word: a twentieth of the capacity; our choice. */
  static final double INFO_SHARE = 0.05;

  /** A third of the capacity is gone: the rest must do 1.5 times as much. */
  static final double WARNING_SHARE = 1.0 / 3;

  /** Share in use from which virtual threads queue: M/M/1 waits four service times at 0.8. */
  static final double CRITICAL_SHARE = 0.8;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need(
            "times in which virtual threads kept their carriers",
            Set.of("jdk.VirtualThreadPinned"),
            "They exist from JDK 21 on; there, enable jdk.VirtualThreadPinned, or record with"
                + " Sonde's agent."));
  }

  @Override
  public RuleResult evaluate(Examination examination) {
    Recording recording = examination.recording();
    if (!PinnedCarriers.hasVirtualThreads(recording)) {
      return notApplicable("No virtual thread was seen, so none could keep its carrier.");
    }
    if (recording.coveredNanos() <= 0 || PinnedCarriers.carriers(recording) <= 0) {
      return notApplicable(
          "The recording does not tell its time or the number of processors, so the carriers'"
              + " capacity is unknown. Enable jdk.CPUInformation.");
    }
    PinnedCarriers pinned = PinnedCarriers.of(recording, examination.waitingTime());
    double worst = Math.max(pinned.share(), pinned.worstShare());
    if (worst < INFO_SHARE) {
      return new RuleResult.Ok(
          ID,
          "Virtual threads kept carriers "
              + Math.round(pinned.events())
              + " times, "
              + Formats.percent(worst)
              + " of the carriers' time in the worst 10 s, below "
              + Formats.percent(INFO_SHARE)
              + ".");
    }
    boolean users = examination.waitingTime().isKnown();
    return new RuleResult.Found(ID, List.of(finding(recording, pinned, worst, users)));
  }

  private static RuleResult notApplicable(String reason) {
    return new RuleResult.NotApplicable(ID, reason);
  }

  private static Finding finding(
      Recording recording, PinnedCarriers pinned, double worst, boolean users) {
    Pin first = pinned.places().get(0);
    boolean stretch =
        pinned.toNanos() - pinned.fromNanos()
            <= (recording.endNanos() - recording.startNanos()) / 2;
    return new Finding(
        ID,
        severity(worst),
        users ? Math.max(pinned.usersShare(), 0) : pinned.share(),
        users ? ImpactOf.WAITING_TIME : ImpactOf.ELAPSED_TIME,
        "Virtual threads keep their carriers while they wait"
            + (first.waits() == null ? "" : " in " + first.waits().shortName()),
        Math.round(pinned.events())
            + " times a virtual thread waited and kept its carrier, "
            + Formats.nanos(pinned.nanos())
            + " in all: "
            + Formats.percent(pinned.share())
            + " of the time of "
            + pinned.carriers()
            + (pinned.carriers() == 1 ? " carrier" : " carriers")
            + ", "
            + Formats.percent(pinned.worstShare())
            + " in the worst 10 s. Meanwhile these run no other virtual thread. "
            + cause(first),
        advice(first),
        evidence(pinned),
        pinned.places().stream()
            .flatMap(pin -> Stream.of(pin.waits(), pin.pins()))
            .filter(Objects::nonNull)
            .distinct()
            .map(Locations::of)
            .toList(),
        null,
        stretch ? pinned.fromNanos() : recording.startNanos(),
        stretch ? pinned.toNanos() : recording.endNanos());
  }

  private static Severity severity(double worst) {
    if (worst >= CRITICAL_SHARE) {
      return Severity.CRITICAL;
    }
    return worst >= WARNING_SHARE ? Severity.WARNING : Severity.INFO;
  }

  private static String cause(Pin pin) {
    if (pin.pins() != null) {
      return "What keeps it is the initialiser of "
          + pin.pins().className()
          + ": the JVM's own code that runs it is on the stack.";
    }
    return pin.reason().isEmpty()
        ? "The recording does not tell what keeps it: up to JDK 23 a synchronized block or method"
            + " around the wait, in any release native code on the stack."
        : "The JVM's reason: " + pin.reason() + ".";
  }

  private static String advice(Pin pin) {
    if (pin.pins() != null) {
      return "Do not wait in a class's initialiser: fetch the value on first use, with a lock of"
          + " java.util.concurrent or a ConcurrentHashMap, or before requests come.";
    }
    return isMonitor(pin.reason())
        ? "Replace synchronized around the wait by a ReentrantLock, wait outside of it, or run on"
            + " JDK 24 or newer, where monitors do not keep carriers."
        : "Run what waits below native code on a platform thread (an executor of its own), or wait"
            + " before or after the native call.";
  }

  private static boolean isMonitor(String reason) {
    return reason.isEmpty() || reason.toLowerCase(Locale.ROOT).contains("monitor");
  }

  private static List<Evidence> evidence(PinnedCarriers pinned) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        Evidence.of("share of the carriers' time", pinned.share(), Unit.RATIO, WARNING_SHARE));
    evidence.add(
        Evidence.of("the same in the worst 10 s", pinned.worstShare(), Unit.RATIO, CRITICAL_SHARE));
    evidence.add(Evidence.of("times that a carrier was kept", pinned.events(), Unit.COUNT));
    evidence.add(Evidence.of("carrier time kept", pinned.nanos(), Unit.NANOSECONDS));
    evidence.add(Evidence.of("carriers", pinned.carriers(), Unit.COUNT));
    for (Pin pin : pinned.places()) {
      evidence.add(
          Evidence.text(
              "kept in " + name(pin),
              Formats.nanos(pin.nanos())
                  + ", "
                  + Math.round(pin.events())
                  + " times"
                  + (pin.reason().isEmpty() ? "" : " (" + pin.reason() + ")")));
    }
    return evidence;
  }

  private static String name(Pin pin) {
    Place waits = pin.waits();
    return waits == null ? "unknown code" : Locations.of(waits).toString();
  }
}
