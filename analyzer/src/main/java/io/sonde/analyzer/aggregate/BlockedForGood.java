package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.LongArrayList;
import io.sonde.analyzer.aggregate.Deadlock.Participant;
import io.sonde.analyzer.model.BlockedThread;
import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.WaitKind;
import io.sonde.analyzer.model.WaitTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What looks at all threads tell of threads that will never go on. */
public final class BlockedForGood {
  private BlockedForGood() {}

  /** Deadlocks in the order in which they were seen; two that are told of twice are one. */
  public static List<Deadlock> deadlocks(Recording recording) {
    Map<Look, List<BlockedThread>> looks = new LinkedHashMap<>();
    for (BlockedThread each : recording.blockedThreads()) {
      if (each.deadlock() > 0) {
        looks
            .computeIfAbsent(
                new Look(each.timeNanos(), each.deadlock()), added -> new ArrayList<>())
            .add(each);
      }
    }
    // Threads of one deadlock are written one after the other, with times of their own.
    List<List<BlockedThread>> cycles = new ArrayList<>();
    List<BlockedThread> rest = new ArrayList<>();
    for (List<BlockedThread> look : looks.values()) {
      List<BlockedThread> cycle = cycle(look);
      if (cycle.isEmpty()) {
        rest.addAll(look);
      } else {
        cycles.add(cycle);
      }
    }
    cycles.addAll(cyclesOf(rest));
    Map<Set<String>, Deadlock> found = new LinkedHashMap<>();
    cycles.stream()
        .sorted(Comparator.comparingLong(cycle -> cycle.get(0).timeNanos()))
        .forEach(
            cycle -> {
              Set<String> names = new TreeSet<>();
              cycle.forEach(each -> names.add(each.thread()));
              found.putIfAbsent(names, deadlock(cycle));
            });
    return List.copyOf(found.values());
  }

  private record Look(long timeNanos, int deadlock) {}

  /** Those with one number, whatever the moment at which each was written. */
  private static List<List<BlockedThread>> cyclesOf(List<BlockedThread> threads) {
    Map<Integer, Map<String, BlockedThread>> byNumber = new TreeMap<>();
    for (BlockedThread each : threads) {
      byNumber
          .computeIfAbsent(each.deadlock(), added -> new LinkedHashMap<>())
          .putIfAbsent(each.thread() + "#" + each.threadId(), each);
    }
    return byNumber.values().stream()
        .map(each -> cycle(List.copyOf(each.values())))
        .filter(cycle -> !cycle.isEmpty())
        .toList();
  }

  /** In the order of who waits for whom, first the thread whose name comes first; or empty. */
  private static List<BlockedThread> cycle(List<BlockedThread> threads) {
    List<BlockedThread> cycle = new ArrayList<>();
    BlockedThread at =
        threads.stream().min(Comparator.comparing(BlockedThread::thread)).orElse(null);
    while (at != null && !cycle.contains(at)) {
      cycle.add(at);
      String owner = at.owner();
      List<BlockedThread> owners =
          threads.stream().filter(each -> each.thread().equals(owner)).toList();
      // Threads may share a name: then take one that is not in the cycle yet.
      at =
          owners.stream()
              .filter(each -> !cycle.contains(each))
              .findFirst()
              .orElse(owners.isEmpty() ? null : owners.get(0));
    }
    return at == null || cycle.size() < 2 ? List.of() : cycle;
  }

  private static Deadlock deadlock(List<BlockedThread> cycle) {
    return new Deadlock(
        cycle.stream().mapToLong(BlockedThread::timeNanos).min().orElse(0),
        cycle.stream()
            .map(
                each ->
                    new Participant(
                        each.thread(),
                        each.lockClass(),
                        each.lockId(),
                        each.owner(),
                        own(each.stack()),
                        own(each.heldAt())))
            .toList());
  }

  /**
   * Threads that stand still without a deadlock: the owner may wait for something that never comes.
   *
   * @param leastLooks in a row
   * @param leastNanos from the first of them to the last
   */
  public static List<StuckThreads> stuck(Recording recording, int leastLooks, long leastNanos) {
    long[] times =
        recording.blockedThreads().stream()
            .filter(each -> each.deadlock() == 0)
            .mapToLong(BlockedThread::timeNanos)
            .distinct()
            .sorted()
            .toArray();
    if (times.length < leastLooks) {
      return List.of();
    }
    Map<Standing, LongArrayList> seen = new LinkedHashMap<>();
    Map<Standing, BlockedThread> last = new LinkedHashMap<>();
    for (BlockedThread each : recording.blockedThreads()) {
      if (each.deadlock() == 0) {
        Standing standing =
            new Standing(each.thread(), each.threadId(), each.lockClass(), each.stack());
        seen.computeIfAbsent(standing, added -> new LongArrayList()).add(each.timeNanos());
        last.put(standing, each);
      }
    }
    Set<String> deadlocked = new HashSet<>();
    deadlocks(recording).forEach(each -> each.threads().forEach(t -> deadlocked.add(t.thread())));
    Map<String, List<Since>> byLock = new LinkedHashMap<>();
    last.forEach(
        (standing, each) -> {
          LongArrayList at = Objects.requireNonNull(seen.get(standing));
          int run = run(at, times);
          long since = run == 0 ? 0 : at.get(at.size() - run);
          boolean stands =
              run >= leastLooks
                  && each.timeNanos() - since >= leastNanos
                  && !deadlocked.contains(each.thread())
                  && !wentOn(recording, each, since);
          if (stands) {
            byLock
                .computeIfAbsent(each.lockClass() + " " + each.owner(), added -> new ArrayList<>())
                .add(new Since(each, since, run));
          }
        });
    return byLock.values().stream().map(BlockedForGood::stuck).toList();
  }

  private record Standing(String thread, long id, String lockClass, List<Frame> stack) {}

  private record Since(BlockedThread thread, long nanos, int looks) {}

  private static StuckThreads stuck(List<Since> threads) {
    BlockedThread first = threads.get(0).thread;
    return new StuckThreads(
        first.lockClass(),
        first.owner(),
        own(first.ownerStack()),
        own(first.stack()),
        threads.stream().map(each -> each.thread.thread()).toList(),
        threads.stream().mapToLong(Since::nanos).min().orElse(0),
        first.timeNanos(),
        threads.get(0).looks,
        threads.stream()
            .flatMap(each -> each.thread.stack().stream())
            .map(CodeOrigin::of)
            .noneMatch(origin -> origin == CodeOrigin.OWN || origin == CodeOrigin.LIBRARY));
  }

  /** How many of the last looks saw it, without one that did not. */
  private static int run(LongArrayList seen, long[] looks) {
    int run = 0;
    while (run < seen.size()
        && run < looks.length
        && seen.get(seen.size() - 1 - run) == looks[looks.length - 1 - run]) {
      run++;
    }
    return run;
  }

  /** Whether a thread got a lock in between, as the end of a wait for one tells. */
  private static boolean wentOn(Recording recording, BlockedThread blocked, long since) {
    WaitTable waits = recording.waits();
    for (int i = 0; i < waits.size() && waits.startNanos(i) < blocked.timeNanos(); i++) {
      boolean lock = waits.kind(i) == WaitKind.MONITOR || waits.kind(i) == WaitKind.PARK;
      if (lock && waits.endNanos(i) > since && isThread(recording, waits.thread(i), blocked)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isThread(Recording recording, int thread, BlockedThread blocked) {
    return thread >= 0
        && (blocked.threadId() > 0 && recording.threads().get(thread).javaId() > 0
            ? recording.threads().get(thread).javaId() == blocked.threadId()
            : recording.threads().get(thread).name().equals(blocked.thread()));
  }

  /** The application's frame nearest to the top, else a library's, else the top one. */
  private static @Nullable Place own(List<Frame> stack) {
    Frame library = null;
    for (Frame frame : stack) {
      CodeOrigin origin = CodeOrigin.of(frame);
      if (origin == CodeOrigin.OWN) {
        return Place.of(frame);
      }
      library = library == null && origin == CodeOrigin.LIBRARY ? frame : library;
    }
    Frame standIn = library == null && !stack.isEmpty() ? stack.get(0) : library;
    return standIn == null ? null : Place.of(standIn);
  }
}
