package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.aggregate.SlowComparison.Culprit;
import io.sonde.analyzer.aggregate.SlowComparison.Group;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.Wait;
import io.sonde.analyzer.model.WaitTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares a route's slowest requests with its ordinary ones. */
final class SlowRequests {
  /** What p99 leaves. */
  private static final double SLOW_SHARE = 0.01;

  /** On each side of the median: a tenth of all requests; our choice. */
  private static final double MEDIAN_SHARE = 0.05;

  /** Fewer are no more than an example; our choice. */
  static final int HANDFUL = 5;

  /** So many that the slowest handful is still the slowest quarter; our choice. */
  static final int FEWEST = 4 * HANDFUL;

  private final Recording recording;
  private final Attribution attribution;
  private final OwnCode code;
  private final OwnerCode owners;
  private final MonitorOwners monitorOwners;
  private final SlowStatements statements;
  private final SlowStatements calls;

  SlowRequests(
      Recording recording,
      Attribution attribution,
      OwnCode code,
      Statements statements,
      Statements calls) {
    this.recording = recording;
    this.attribution = attribution;
    this.code = code;
    this.owners = new OwnerCode(recording, code, statements, calls);
    this.monitorOwners = new MonitorOwners(recording);
    this.statements = new SlowStatements(recording, statements);
    this.calls = new SlowStatements(recording, calls);
  }

  /** Null when there are too few requests for it. */
  @Nullable SlowComparison compare(RankedRequests requests) {
    if (requests.size() < FEWEST) {
      return null;
    }
    int[] percent = requests.slowest(SLOW_SHARE, 1);
    int[] slow = requests.slowest(SLOW_SHARE, HANDFUL);
    int[] median = requests.aroundMedian(MEDIAN_SHARE, HANDFUL, slow.length);
    if (median.length == 0) {
      return null;
    }
    return compare(slow, median, percent.length == slow.length);
  }

  /** Compares some requests with others, which are ordinary. */
  SlowComparison compare(int[] slow, int[] median, boolean slowestPercent) {
    Group slowGroup = group(slow);
    Group medianGroup = group(median);
    Part largest = largestDifference(slowGroup.split(), medianGroup.split());
    return new SlowComparison(
        slowGroup,
        medianGroup,
        slowestPercent,
        largest,
        largest == null ? null : culprit(slow, median, largest));
  }

  private Group group(int[] rows) {
    RequestTable table = recording.requests().table();
    double weight = 0;
    for (int row : rows) {
      weight += table.weight(row);
    }
    return new Group(rows.length, weight, attribution.mean(rows));
  }

  private static @Nullable Part largestDifference(Split slow, Split median) {
    Part largest = null;
    double most = 0;
    for (Part part : Part.values()) {
      double difference = slow.nanos(part) - median.nanos(part);
      if (difference > most) {
        most = difference;
        largest = part;
      }
    }
    return largest;
  }

  private @Nullable Culprit culprit(int[] slow, int[] median, Part part) {
    return switch (part) {
      case SQL -> statements.culprit(part, slow, median);
      case HTTP -> calls.culprit(part, slow, median);
      default -> culprit(slow, part);
    };
  }

  private @Nullable Culprit culprit(int[] slow, Part part) {
    Culprits found = new Culprits();
    RequestTable table = recording.requests().table();
    for (int row : slow) {
      double weight = table.weight(row);
      if (part == Part.CPU || part == Part.RUNNABLE) {
        attribution.visitCpu(row, (stack, nanos) -> found.add(-1, stack, nanos * weight));
      } else {
        attribution.visitWaits(row, (wait, nanos) -> found.add(part, wait, nanos * weight));
      }
    }
    return found.most(part);
  }

  /** Weighs what time went into. */
  private final class Culprits {
    private final Map<Subject, Double> subjects = new HashMap<>();
    private final Map<Owned, Double> ownedNanos = new HashMap<>();
    private final Map<Owned, TimeSet.Builder> times = new HashMap<>();
    private double all;

    private void add(Part part, int index, double nanos) {
      Wait wait = recording.waits().get(index);
      if (Part.of(wait.kind()) == part) {
        Subject subject = add(wait.objectClass(), wait.stack(), nanos);
        double share = nanos / Math.max(1, wait.durationNanos());
        monitorOwners.visit(
            wait, (owner, from, to) -> owned(new Owned(subject, owner), from, to, share));
      }
    }

    private void owned(Owned owned, long from, long to, double share) {
      ownedNanos.merge(owned, (to - from) * share, Double::sum);
      times.computeIfAbsent(owned, added -> new TimeSet.Builder()).add(from, to);
    }

    private Subject add(int objectClass, int stack, double nanos) {
      Subject subject = new Subject(objectClass, code.frame(stack));
      all += nanos;
      subjects.merge(subject, nanos, Double::sum);
      return subject;
    }

    private @Nullable Culprit most(Part part) {
      Subject most = Most.of(subjects);
      if (most == null || most.objectClass < 0 && most.frame < 0) {
        return null;
      }
      ownedNanos.keySet().removeIf(each -> !each.subject.equals(most));
      Owned owned = Most.of(ownedNanos);
      TimeSet.Builder waited = owned == null ? null : times.get(owned);
      return new Culprit(
          most.objectClass < 0 ? "" : recording.classNames().get(most.objectClass),
          most.frame < 0 ? usualPlace(part, most.objectClass) : code.place(most.frame),
          owned == null ? "" : recording.threads().get(owned.owner).name(),
          waited == null ? null : owners.during(owned.owner, most.objectClass, waited.build()),
          null,
          null,
          Objects.requireNonNull(subjects.get(most)) / all);
    }
  }

  /**
   * Where the recording's other waits for objects of a class are. JFR loses stack traces when it
   * begins a new chunk while a thread waits.
   */
  private @Nullable Place usualPlace(Part part, int objectClass) {
    Map<Integer, Double> frames = new HashMap<>();
    WaitTable waits = recording.waits();
    for (int i = 0; i < waits.size(); i++) {
      Wait wait = waits.get(i);
      if (wait.objectClass() == objectClass && Part.of(wait.kind()) == part) {
        frames.merge(code.frame(wait.stack()), (double) wait.durationNanos(), Double::sum);
      }
    }
    frames.remove(-1);
    Integer usual = Most.of(frames);
    return usual == null ? null : code.place(usual);
  }

  private record Subject(int objectClass, int frame) implements Comparable<Subject> {
    @Override
    public int compareTo(Subject other) {
      int byClass = Integer.compare(objectClass, other.objectClass);
      return byClass != 0 ? byClass : Integer.compare(frame, other.frame);
    }
  }

  private record Owned(Subject subject, int owner) implements Comparable<Owned> {
    @Override
    public int compareTo(Owned other) {
      int bySubject = subject.compareTo(other.subject);
      return bySubject != 0 ? bySubject : Integer.compare(owner, other.owner);
    }
  }
}
