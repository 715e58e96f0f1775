package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.IntArrayList;
import io.sonde.analyzer.aggregate.SlowComparison.HeldBy;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.StackTable;
import io.sonde.analyzer.model.WaitTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What whoever held a lock did while others waited for it. Of a monitor JFR names the owner. Of
 * other locks no event does: then it is what ran or waited under the methods that ask for the lock,
 * in threads that did not wait for it.
 */
final class LockOwners {
  /** Owners whose code is looked at; each is a pass over the waits. */
  private static final int MOST_OWNERS = 3;

  /** Waits that are followed to their owners: the longest tell as much as all. */
  private static final int MOST_WAITS = 10_000;

  private final Recording recording;
  private final OwnCode code;
  private final OwnerCode ownerCode;
  private final MonitorOwners monitorOwners;

  LockOwners(Recording recording, OwnCode code) {
    this.recording = recording;
    this.code = code;
    this.ownerCode =
        new OwnerCode(
            recording,
            code,
            new Statements(recording, recording.sql(), code),
            new Statements(recording, recording.httpCalls(), code));
    this.monitorOwners = new MonitorOwners(recording);
  }

  /**
   * @param rows waits for the lock
   * @return null where nothing tells it
   */
  @Nullable HeldBy heldBy(int lockClass, boolean monitor, IntArrayList rows) {
    IntArrayList longest = longest(rows);
    HeldBy known = monitor ? ofOwners(lockClass, longest) : null;
    return known == null ? ofUsers(lockClass, longest) : known;
  }

  private IntArrayList longest(IntArrayList rows) {
    if (rows.size() <= MOST_WAITS) {
      return rows;
    }
    long[] durations = new long[rows.size()];
    Arrays.setAll(durations, i -> nanos(rows.get(i)));
    Arrays.sort(durations);
    long least = durations[durations.length - MOST_WAITS];
    IntArrayList longest = new IntArrayList();
    for (int i = 0; i < rows.size() && longest.size() < MOST_WAITS; i++) {
      if (nanos(rows.get(i)) >= least) {
        longest.add(rows.get(i));
      }
    }
    return longest;
  }

  private long nanos(int wait) {
    return recording.waits().endNanos(wait) - recording.waits().startNanos(wait);
  }

  private @Nullable HeldBy ofOwners(int lockClass, IntArrayList rows) {
    Map<Integer, Double> nanos = new HashMap<>();
    Map<Integer, TimeSet.Builder> times = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      monitorOwners.visit(
          recording.waits().get(rows.get(i)),
          (owner, from, to) -> {
            nanos.merge(owner, (double) (to - from), Double::sum);
            times.computeIfAbsent(owner, added -> new TimeSet.Builder()).add(from, to);
          });
    }
    Map<Held, Double> held = new HashMap<>();
    for (int count = 0; count < MOST_OWNERS && !nanos.isEmpty(); count++) {
      Integer owner = Most.of(nanos);
      Double waited = nanos.remove(owner);
      TimeSet.Builder during = times.get(owner);
      HeldBy by =
          owner == null || during == null
              ? null
              : ownerCode.during(owner, lockClass, during.build());
      if (by != null && waited != null) {
        held.merge(new Held(by), waited, Double::sum);
      }
    }
    Held most = Most.of(held);
    return most == null ? null : most.by;
  }

  private @Nullable HeldBy ofUsers(int lockClass, IntArrayList rows) {
    TimeSet.Builder times = new TimeSet.Builder();
    Set<Integer> asking = new HashSet<>();
    for (int i = 0; i < rows.size(); i++) {
      int row = rows.get(i);
      times.add(recording.waits().startNanos(row), recording.waits().endNanos(row));
      int frame = code.frame(recording.waits().stack(row));
      if (frame >= 0) {
        asking.add(recording.stacks().methodId(frame));
      }
    }
    boolean[] under = under(asking);
    TimeSet during = times.build();
    Map<Held, Double> nanos = new HashMap<>();
    waits(lockClass, under, during, nanos);
    if (!samples(SampleKind.WALL, under, during, nanos)) {
      samples(SampleKind.CPU, under, during, nanos);
    }
    Held most = Most.of(nanos);
    return most == null ? null : most.by;
  }

  /** Stacks with one of these methods on them. */
  private boolean[] under(Set<Integer> methods) {
    StackTable stacks = recording.stacks();
    boolean[] under = new boolean[stacks.size()];
    for (int stack = StackTable.ROOT + 1; stack < under.length; stack++) {
      under[stack] =
          under[stacks.parent(stack)] || methods.contains(stacks.methodId(stacks.frameId(stack)));
    }
    return under;
  }

  private void waits(int lockClass, boolean[] under, TimeSet during, Map<Held, Double> nanos) {
    WaitTable waits = recording.waits();
    for (int i = 0; i < waits.size(); i++) {
      if (under[waits.stack(i)] && waits.objectClass(i) != lockClass) {
        add(
            nanos,
            waits.stack(i),
            Part.of(waits.kind(i)),
            during.within(waits.startNanos(i), waits.endNanos(i)));
      }
    }
  }

  private boolean samples(
      SampleKind kind, boolean[] under, TimeSet during, Map<Held, Double> nanos) {
    SampleTable samples = recording.samples(kind);
    boolean any = false;
    for (int i = 0; samples != null && i < samples.size(); i++) {
      if (under[samples.stack(i)]
          && samples.state(i) == SampleTable.RUNNABLE
          && during.contains(samples.timeNanos(i))) {
        add(nanos, samples.stack(i), Part.CPU, samples.weight(i));
        any = true;
      }
    }
    return any;
  }

  private void add(Map<Held, Double> nanos, int stack, Part part, long weight) {
    Place place = weight <= 0 ? null : code.place(code.frame(stack));
    if (place != null) {
      nanos.merge(new Held(new HeldBy(place, part)), (double) weight, Double::sum);
    }
  }

  /** In an order, so that a report can be repeated. */
  private record Held(HeldBy by) implements Comparable<Held> {
    private List<String> words() {
      Place place = by.method();
      return List.of(place.toString(), by.doing().id());
    }

    @Override
    public int compareTo(Held other) {
      return String.join(" ", words()).compareTo(String.join(" ", other.words()));
    }
  }
}
