package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntHashSet;
import com.carrotsearch.hppc.IntIntHashMap;
import com.carrotsearch.hppc.IntLongHashMap;
import io.sonde.analyzer.aggregate.WaitingTime.SlowestRequests;
import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.JavaLocks;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.StackTable;
import io.sonde.analyzer.model.WaitKind;
import io.sonde.analyzer.model.WaitTable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the locks that threads waited for longest. A lock is known by its class and by the class of
 * the code that asks for it, for there are many monitors of {@code Object} and many {@code
 * ReentrantLock}; a monitor of the application's own class is known by that alone.
 *
 * <p>A thread that waits for work is parked for a condition, a queue or a future, never for a lock.
 * A semaphore may be either: it counts only where users wait for it.
 */
public final class ContendedLocks {
  /** In which the worst share is looked for: as the busiest stretch of other rules. */
  private static final long WORST_NANOS = 10_000_000_000L;

  /** What p99 leaves. */
  private static final double SLOWEST = 0.01;

  /** Of the waiting that a stretch must hold to be the one concerned. */
  private static final double MOST_OF_IT = 0.9;

  /** Share of the waiting below which a waiter's method is not named. */
  private static final double LEAST_WAITER = 0.1;

  private static final int OWN_CLASS = -1;

  /** What HotSpot locks while it initialises a class: an array of no length. */
  private static final String INITIALISATION = "int[]";

  private final Recording recording;
  private final WaitingTime users;
  private final WaitTable waits;
  private final ThreadIdentity threads;
  private final OwnCode code;
  private final Map<Key, Lock> locks = new HashMap<>();
  private final IntIntHashMap siteOfStack = new IntIntHashMap();
  private final Map<String, Integer> siteClasses = new HashMap<>();
  private final long steadyFrom;

  private ContendedLocks(Recording recording, WaitingTime users) {
    this.recording = recording;
    this.users = users;
    this.waits = recording.waits();
    this.threads = ThreadIdentity.of(recording);
    this.code = OwnCode.of(recording);
    this.steadyFrom = SteadySamples.steadyFromNanos(recording);
  }

  /**
   * The worst ones, the one that users waited for longest first; else that threads did.
   *
   * @param most no more of them
   */
  public static List<ContendedLock> of(Recording recording, WaitingTime users, int most) {
    ContendedLocks locks = new ContendedLocks(recording, users);
    locks.gather();
    return locks.worst(most);
  }

  private record Key(int lockClass, int site) {}

  /** Waits for one lock. */
  private static final class Lock {
    private final int lockClass;
    private final boolean monitor;
    private final IntArrayList rows = new IntArrayList();
    private double nanos;
    private double userNanos;

    private Lock(int lockClass, boolean monitor) {
      this.lockClass = lockClass;
      this.monitor = monitor;
    }
  }

  private void gather() {
    boolean[] lockClasses = new boolean[recording.classNames().size()];
    boolean[] semaphores = new boolean[lockClasses.length];
    for (int i = 0; i < lockClasses.length; i++) {
      lockClasses[i] = JavaLocks.isLock(recording.classNames().get(i));
      semaphores[i] = JavaLocks.isSemaphore(recording.classNames().get(i));
    }
    boolean[] loading = SteadySamples.loadingStacks(recording.stacks());
    TimeSet whileLoading = Warmup.loading(recording);
    ThreadRole[] roles = ThreadRole.all(recording);
    IntLongHashMap waitedUntil = new IntLongHashMap();
    for (int i = 0; i < waits.size(); i++) {
      WaitKind kind = waits.kind(i);
      if (kind != WaitKind.MONITOR && kind != WaitKind.PARK) {
        continue;
      }
      int lockClass = waits.objectClass(i);
      int thread = threads.of(waits.thread(i));
      boolean parkedForNoLock = kind == WaitKind.PARK && (lockClass < 0 || !lockClasses[lockClass]);
      boolean forWork = lockClass >= 0 && semaphores[lockClass] && users.nanosOfWait(i) == 0;
      // Who is the first to need a class makes others wait once; a lookup that never finds its
      // class loads none, and so counts.
      boolean once =
          (loading[waits.stack(i)] || isInitialisation(lockClass))
              && whileLoading.contains(waits.startNanos(i));
      if (once || parkedForNoLock || forWork || thread >= 0 && !isApplication(roles[thread])) {
        continue;
      }
      // Two recorders tell of one wait twice; a thread waits for one lock at a time.
      if (thread < 0 || waits.startNanos(i) >= waitedUntil.getOrDefault(thread, Long.MIN_VALUE)) {
        add(i, lockClass, kind == WaitKind.MONITOR);
        waitedUntil.put(thread, waits.endNanos(i));
      }
    }
  }

  private boolean isInitialisation(int lockClass) {
    return lockClass >= 0 && recording.classNames().get(lockClass).equals(INITIALISATION);
  }

  private static boolean isApplication(ThreadRole role) {
    return role == ThreadRole.APPLICATION;
  }

  private void add(int wait, int lockClass, boolean monitor) {
    boolean own =
        monitor
            && lockClass >= 0
            && CodeOrigin.ofClass(recording.classNames().get(lockClass)) == CodeOrigin.OWN;
    int site = own ? OWN_CLASS : siteOf(waits.stack(wait));
    Lock lock =
        locks.computeIfAbsent(new Key(lockClass, site), added -> new Lock(lockClass, monitor));
    lock.rows.add(wait);
    lock.nanos += waits.endNanos(wait) - waits.startNanos(wait);
    lock.userNanos += users.nanosOfWait(wait);
  }

  /** Number of the class that asks for the lock: the first that is none of the JDK. */
  private int siteOf(int stack) {
    int at = siteOfStack.indexOf(stack);
    if (siteOfStack.indexExists(at)) {
      return siteOfStack.indexGet(at);
    }
    String found = "";
    StackTable stacks = recording.stacks();
    for (int node = stack; node != StackTable.ROOT && found.isEmpty(); node = stacks.parent(node)) {
      Frame frame = stacks.frame(node);
      CodeOrigin origin = CodeOrigin.of(frame);
      if (origin == CodeOrigin.OWN || origin == CodeOrigin.LIBRARY) {
        found = Method.of(frame).className();
      }
    }
    int number = siteClasses.computeIfAbsent(found, added -> siteClasses.size());
    siteOfStack.put(stack, number);
    return number;
  }

  private List<ContendedLock> worst(int most) {
    SlowestRequests slowest = users.slowest(SLOWEST, steadyFrom);
    LockOwners owners = new LockOwners(recording, code);
    return locks.values().stream()
        .sorted(
            Comparator.comparingDouble((Lock lock) -> lock.userNanos)
                .thenComparingDouble(lock -> lock.nanos)
                .reversed()
                .thenComparingInt(lock -> lock.rows.get(0)))
        .limit(most)
        .map(lock -> contended(lock, slowest, owners))
        .toList();
  }

  private ContendedLock contended(Lock lock, @Nullable SlowestRequests slowest, LockOwners owners) {
    boolean ofUsers = users.isKnown() && lock.userNanos > 0;
    IntHashSet waiting = new IntHashSet();
    TimeSpread waited = new TimeSpread(steadyFrom, recording.endNanos());
    Map<Method, Double> waiters = new HashMap<>();
    Map<Method, Place> places = new HashMap<>();
    long longest = 0;
    double slowestNanos = 0;
    for (int i = 0; i < lock.rows.size(); i++) {
      int row = lock.rows.get(i);
      long nanos = waits.endNanos(row) - waits.startNanos(row);
      double counted = ofUsers ? users.nanosOfWait(row) : nanos;
      waited.add(waits.startNanos(row), waits.endNanos(row), counted / nanos);
      waiting.add(threads.of(waits.thread(row)));
      longest = Math.max(longest, nanos);
      slowestNanos += slowest == null ? 0 : slowest.waitNanos().getOrDefault(row, 0);
      Place place = code.place(code.frame(waits.stack(row)));
      if (place != null) {
        Method method = new Method(place.className(), place.methodName());
        waiters.merge(method, counted, Double::sum);
        places.putIfAbsent(method, place);
      }
    }
    TimeSpread whole = whole(ofUsers, waiting.size());
    int[] stretch = waited.shortest(MOST_OF_IT);
    return new ContendedLock(
        lock.lockClass < 0 ? "" : recording.classNames().get(lock.lockClass),
        lock.monitor,
        named(waiters, places),
        lock.rows.size(),
        lock.nanos,
        longest,
        waiting.size(),
        LockHolds.of(waits, lock.rows),
        owners.heldBy(lock.lockClass, lock.monitor, lock.rows),
        ratio(waited.total(), whole.total()),
        worstShare(waited, whole),
        slowest == null ? Double.NaN : slowestNanos / slowest.totalNanos(),
        slowest == null ? Double.NaN : slowestNanos / slowest.requests(),
        users.shareOfWaits(lock.rows),
        waited.stepStart(stretch[0]),
        Math.min(recording.endNanos(), waited.stepStart(stretch[1])));
  }

  /** What the waiting is a share of. */
  private TimeSpread whole(boolean ofUsers, int waiting) {
    TimeSpread whole = new TimeSpread(steadyFrom, recording.endNanos());
    if (ofUsers) {
      users.addTo(whole);
    } else {
      whole.add(steadyFrom, recording.endNanos(), waiting);
    }
    return whole;
  }

  /** A second of waiting in ten is the least that is looked at: idle seconds have no weight. */
  private static double worstShare(TimeSpread waited, TimeSpread whole) {
    int length = (int) Math.max(1, Math.min(waited.size(), WORST_NANOS / waited.stepNanos()));
    double worst = 0;
    for (int from = 0; from + length <= waited.size(); from++) {
      double nanos = waited.total(from, from + length);
      if (nanos >= WORST_NANOS / 10.0) {
        worst = Math.max(worst, ratio(nanos, whole.total(from, from + length)));
      }
    }
    return worst;
  }

  private static double ratio(double part, double whole) {
    return whole > 0 ? Math.min(1, part / whole) : 0;
  }

  private static List<Place> named(Map<Method, Double> waiters, Map<Method, Place> places) {
    double all = waiters.values().stream().mapToDouble(each -> each).sum();
    return waiters.entrySet().stream()
        .filter(each -> each.getValue() >= LEAST_WAITER * all)
        .sorted(
            Map.Entry.<Method, Double>comparingByValue()
                .reversed()
                .thenComparing(each -> each.getKey().toString()))
        .map(each -> places.get(each.getKey()))
        .toList();
  }
}
