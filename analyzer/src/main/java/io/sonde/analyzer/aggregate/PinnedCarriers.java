package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.Incident;
import io.sonde.analyzer.model.IncidentKind;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.StackTable;
import io.sonde.analyzer.model.ThreadRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Virtual threads that waited and kept their carrier. As long as they did, one carrier fewer ran
 * the other virtual threads; with all carriers kept, none of these runs.
 *
 * @param events how often a carrier was kept
 * @param nanos sum of these times
 * @param share of all carriers' time, 0 to 1
 * @param worstShare the same in the worst ten seconds
 * @param carriers that the JVM has at least, from the processors or the scheduler's setting
 * @param usersShare of users' waiting time that lies in such waits; 0 where none is known
 * @param places where it was kept longest, the longest first
 * @param fromNanos begin of the shortest stretch that holds nine tenths of the time
 * @param toNanos end of it
 */
public record PinnedCarriers(
    double events,
    double nanos,
    double share,
    double worstShare,
    int carriers,
    double usersShare,
    List<Pin> places,
    long fromNanos,
    long toNanos) {
  private static final Pattern PARALLELISM =
      Pattern.compile("-Djdk\\.virtualThreadScheduler\\.parallelism=(\\d{1,5})");

  private static final long WORST_NANOS = 10_000_000_000L;
  private static final double MOST_OF_IT = 0.9;
  private static final int MOST_PLACES = 5;

  /**
   * One place where carriers are kept.
   *
   * @param waits own code that waits
   * @param pins what keeps the carrier, as far as the stack trace tells: the initialiser of a
   *     class; null for what it does not tell (a monitor, native code)
   * @param reason as the JVM gives it (JDK 24 and newer); empty when unknown
   */
  public record Pin(
      @Nullable Place waits, @Nullable Place pins, String reason, double events, double nanos) {}

  /** Whether the recording holds a virtual thread at all. */
  public static boolean hasVirtualThreads(Recording recording) {
    return recording.threads().stream().anyMatch(ThreadRef::virtual)
        || recording.coverage().count("jdk.VirtualThreadStart") > 0
        || !recording.incidents().of(IncidentKind.PINNED).isEmpty();
  }

  /** Carriers of the default scheduler; 0 when unknown. */
  public static int carriers(Recording recording) {
    Matcher set = PARALLELISM.matcher(recording.jvm().arguments());
    double limit = recording.jvm().containerCpuLimit();
    int cores = recording.jvm().cores();
    int available = limit > 0 ? (int) Math.ceil(Math.min(cores, limit)) : cores;
    return set.find() ? Math.max(1, Integer.parseInt(set.group(1))) : available;
  }

  public static PinnedCarriers of(Recording recording, WaitingTime users) {
    List<Incident> pinned = recording.incidents().of(IncidentKind.PINNED);
    OwnCode code = OwnCode.of(recording);
    TimeSpread steps = new TimeSpread(recording.startNanos(), recording.endNanos());
    Map<String, Pin> places = new TreeMap<>();
    double events = 0;
    double nanos = 0;
    for (Incident each : pinned) {
      double weighed = each.durationNanos() * each.weight();
      events += each.weight();
      nanos += weighed;
      steps.add(each.startNanos(), each.endNanos(), each.weight());
      Place waits = code.place(code.frame(each.stack()));
      String reason = each.subject() < 0 ? "" : recording.classNames().get(each.subject());
      Pin pin =
          new Pin(waits, initialiser(recording, each.stack()), reason, each.weight(), weighed);
      places.merge(
          waits == null ? "" : waits.className() + "." + waits.methodName(),
          pin,
          (one, other) ->
              new Pin(
                  one.waits,
                  one.pins == null ? other.pins : one.pins,
                  one.reason,
                  one.events + other.events,
                  one.nanos + other.nanos));
    }
    int carriers = carriers(recording);
    double whole = (double) Math.max(1, carriers) * Math.max(1, recording.coveredNanos());
    int[] stretch = steps.shortest(MOST_OF_IT);
    List<Pin> longest = new ArrayList<>(places.values());
    longest.sort((one, other) -> Double.compare(other.nanos, one.nanos));
    return new PinnedCarriers(
        events,
        nanos,
        Math.min(1, nanos / whole),
        worstShare(steps, carriers),
        carriers,
        usersShare(recording, users, pinned),
        List.copyOf(longest.subList(0, Math.min(MOST_PLACES, longest.size()))),
        steps.stepStart(stretch[0]),
        Math.min(recording.endNanos(), steps.stepStart(stretch[1])));
  }

  private static double worstShare(TimeSpread steps, int carriers) {
    int length = (int) Math.max(1, Math.min(steps.size(), WORST_NANOS / steps.stepNanos()));
    double worst = 0;
    for (int from = 0; from + length <= steps.size(); from++) {
      worst = Math.max(worst, steps.total(from, from + length));
    }
    double whole = (double) length * steps.stepNanos() * Math.max(1, carriers);
    return Math.min(1, worst / whole);
  }

  private static double usersShare(Recording recording, WaitingTime users, List<Incident> pinned) {
    if (!users.isKnown()) {
      return 0;
    }
    ThreadIdentity threads = ThreadIdentity.of(recording);
    Map<Integer, TimeSet.Builder> builders = new HashMap<>();
    for (Incident each : pinned) {
      builders
          .computeIfAbsent(threads.of(each.thread()), added -> new TimeSet.Builder())
          .add(each.startNanos(), each.endNanos());
    }
    Map<Integer, TimeSet> times = new HashMap<>();
    builders.forEach((thread, each) -> times.put(thread, each.build()));
    return users.shareOfWaits(
        wait -> {
          TimeSet kept = times.get(threads.of(recording.waits().thread(wait)));
          return kept != null
              && kept.within(recording.waits().startNanos(wait), recording.waits().endNanos(wait))
                  > 0;
        });
  }

  private static @Nullable Place initialiser(Recording recording, int stack) {
    StackTable stacks = recording.stacks();
    for (int node = stack; node != StackTable.ROOT; node = stacks.parent(node)) {
      Frame frame = stacks.frame(node);
      if (frame.methodName().equals("<clinit>") && CodeOrigin.of(frame) != CodeOrigin.JDK) {
        return Place.of(frame);
      }
    }
    return null;
  }
}
