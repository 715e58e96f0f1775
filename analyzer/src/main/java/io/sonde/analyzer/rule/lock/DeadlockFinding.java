package io.sonde.analyzer.rule.lock;

import io.sonde.analyzer.aggregate.Deadlock;
import io.sonde.analyzer.aggregate.Deadlock.Participant;
import io.sonde.analyzer.aggregate.Place;
import io.sonde.analyzer.aggregate.StuckThreads;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Locations;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Words who waits for whom. */
final class DeadlockFinding {
  private DeadlockFinding() {}

  static Finding of(Recording recording, Deadlock deadlock) {
    List<Participant> threads = deadlock.threads();
    List<Evidence> evidence = new ArrayList<>();
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < threads.size(); i++) {
      Participant thread = threads.get(i);
      Participant wanting = threads.get((i + threads.size() - 1) % threads.size());
      sentences.add(sentence(thread, wanting));
      evidence.add(
          Evidence.text(
              "thread " + thread.thread(),
              "holds "
                  + lock(wanting)
                  + at(" taken in ", thread.heldAt())
                  + ", wants "
                  + lock(thread)
                  + at(" in ", thread.waitsAt())));
    }
    long since = deadlock.sinceNanos();
    evidence.add(Evidence.of("threads in it", threads.size(), Unit.COUNT));
    evidence.add(Evidence.of("seen for", recording.endNanos() - since, Unit.NANOSECONDS));
    return new Finding(
        DeadlockRule.ID,
        Severity.CRITICAL,
        impact(recording, since),
        ImpactOf.ELAPSED_TIME,
        threads.size() + " threads wait for each other and will never go on",
        String.join(" ", sentences)
            + " None of them can go on until the process ends, and whoever wants one of these locks"
            + " joins them.",
        "Take these locks in one order everywhere (by a key that all know, such as the smaller id"
            + " first), or hold one at a time, or use tryLock with a time limit. The process must"
            + " be restarted.",
        evidence,
        places(
                threads.stream().map(Participant::waitsAt),
                threads.stream().map(Participant::heldAt))
            .map(Locations::of)
            .toList(),
        null,
        since,
        recording.endNanos());
  }

  static Finding of(Recording recording, StuckThreads stuck) {
    String who =
        stuck.threads().size() == 1
            ? "Thread " + stuck.threads().get(0)
            : stuck.threads().size() + " threads (" + some(stuck.threads()) + ")";
    String owner = stuck.owner().isEmpty() ? "an unknown thread" : stuck.owner();
    return new Finding(
        DeadlockRule.ID,
        stuck.inJdkAlone() ? Severity.INFO : Severity.WARNING,
        stuck.inJdkAlone() ? 0 : impact(recording, stuck.sinceNanos()),
        ImpactOf.ELAPSED_TIME,
        who + " got no lock for " + Formats.nanos(stuck.toNanos() - stuck.sinceNanos()),
        who
            + " stood"
            + at(" in ", stuck.waitsAt())
            + " in each of the last "
            + stuck.looks()
            + " thread dumps, waiting for a "
            + stuck.lockClass()
            + " that is held by "
            + owner
            + at(", which was in ", stuck.heldBy())
            + ". No event tells that the lock was given back in between."
            + (stuck.inJdkAlone()
                ? " Only the JDK's own code waits there, so no work of the application does."
                : ""),
        "Find what keeps "
            + owner
            + " from giving the lock back: a wait without a time limit, an endless loop, or an"
            + " unlock that is not in a finally block.",
        List.of(
            Evidence.text("lock", stuck.lockClass()),
            Evidence.of("threads that wait", stuck.threads().size(), Unit.COUNT),
            Evidence.of(
                "thread dumps in a row", stuck.looks(), Unit.COUNT, DeadlockRule.LEAST_LOOKS),
            Evidence.of(
                "time between the first and the last",
                stuck.toNanos() - stuck.sinceNanos(),
                Unit.NANOSECONDS,
                DeadlockRule.LEAST_NANOS)),
        places(Stream.ofNullable(stuck.heldBy()), Stream.ofNullable(stuck.waitsAt()))
            .map(Locations::of)
            .toList(),
        null,
        stuck.sinceNanos(),
        recording.endNanos());
  }

  private static String sentence(Participant thread, Participant wanting) {
    return thread.thread()
        + " holds "
        + lock(wanting)
        + (thread.heldAt() == null ? "" : at(" (taken in ", thread.heldAt()) + ")")
        + " and wants "
        + lock(thread)
        + ", held by "
        + thread.owner()
        + at(", in ", thread.waitsAt())
        + ".";
  }

  private static String lock(Participant wanting) {
    String id = wanting.lockId().replaceFirst("^0x0*", "");
    return wanting.lockClass() + (id.isEmpty() ? "" : "@" + id);
  }

  private static String at(String words, @Nullable Place place) {
    return place == null
        ? ""
        : words + place.shortName() + (place.line() > 0 ? ":" + place.line() : "");
  }

  private static String some(List<String> names) {
    String first = names.stream().limit(3).collect(Collectors.joining(", "));
    return names.size() > 3 ? first + ", …" : first;
  }

  private static Stream<Place> places(
      Stream<@Nullable Place> first, Stream<@Nullable Place> second) {
    return Stream.concat(first, second).filter(Objects::nonNull).distinct();
  }

  /** Requests that hang are in no statistic, so the time since stands in for what users wait. */
  private static double impact(Recording recording, long since) {
    long whole = recording.endNanos() - recording.startNanos();
    return whole <= 0
        ? 0
        : Math.max(0, Math.min(1, (double) (recording.endNanos() - since) / whole));
  }
}
