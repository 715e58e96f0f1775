package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.aggregate.SlowComparison.HeldBy;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.Wait;
import io.sonde.analyzer.model.WaitKind;
import io.sonde.analyzer.model.WaitTable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a thread did while others waited for a monitor that it held. */
final class OwnerCode {
  private final Recording recording;
  private final ThreadIdentity threads;
  private final OwnCode code;
  private final Statements statements;
  private final Statements calls;

  OwnerCode(Recording recording, OwnCode code, Statements statements, Statements calls) {
    this.recording = recording;
    this.threads = ThreadIdentity.of(recording);
    this.code = code;
    this.statements = statements;
    this.calls = calls;
  }

  /**
   * The application's method that took most of the owner's time then; null where nothing tells it.
   *
   * @param owner index into the recording's threads
   * @param monitorClass as {@link Wait#objectClass()}
   * @param times in which others waited
   */
  @Nullable HeldBy during(int owner, int monitorClass, TimeSet times) {
    Map<Doing, Double> nanos = new HashMap<>();
    waits(threads.of(owner), monitorClass, times, nanos);
    boolean sampled = samples(SampleKind.WALL, threads.of(owner), times, nanos);
    if (!sampled) {
      samples(SampleKind.CPU, threads.of(owner), times, nanos);
    }
    Doing most = Most.of(nanos);
    Place place = most == null ? null : code.place(most.frame);
    return place == null ? null : new HeldBy(place, most.part);
  }

  /**
   * Statements and outgoing calls have callers in the place of stack traces.
   *
   * <p>Before it held the monitor, the owner may have waited for it itself: that explains nothing.
   */
  private void waits(int owner, int monitorClass, TimeSet times, Map<Doing, Double> nanos) {
    WaitTable all = recording.waits();
    ThreadRows rows =
        ThreadRows.of(
            threads.count(),
            all.size(),
            i -> threads.of(all.thread(i)) == owner && !isFor(monitorClass, i) ? owner : -1);
    WaitTimeline waits = new WaitTimeline(all, rows, threads.count());
    for (int place = waits.firstAfter(owner, 0); place < waits.end(owner); place++) {
      int wait = waits.wait(place);
      long held = times.within(waits.from(place), waits.to(place));
      int frame = frame(owner, wait);
      add(nanos, frame, Part.of(all.kind(wait)), held);
    }
  }

  private int frame(int owner, int wait) {
    WaitTable all = recording.waits();
    return switch (all.kind(wait)) {
      case SQL -> statements.callerFrame(threads, owner, all.startNanos(wait));
      case HTTP -> calls.callerFrame(threads, owner, all.startNanos(wait));
      default -> code.frame(all.stack(wait));
    };
  }

  private boolean isFor(int monitorClass, int wait) {
    return recording.waits().kind(wait) == WaitKind.MONITOR
        && recording.waits().get(wait).objectClass() == monitorClass;
  }

  /** Of samples those that ran: waits are exact. */
  private boolean samples(SampleKind kind, int owner, TimeSet times, Map<Doing, Double> nanos) {
    SampleTable samples = recording.samples(kind);
    boolean any = false;
    for (int i = 0; samples != null && i < samples.size(); i++) {
      if (samples.state(i) == SampleTable.RUNNABLE
          && threads.of(samples.thread(i)) == owner
          && times.contains(samples.timeNanos(i))) {
        add(nanos, code.frame(samples.stack(i)), Part.CPU, samples.weight(i));
        any = true;
      }
    }
    return any;
  }

  private void add(Map<Doing, Double> nanos, int frame, Part part, long weight) {
    if (frame >= 0 && weight > 0) {
      nanos.merge(new Doing(frame, part), (double) weight, Double::sum);
    }
  }

  private record Doing(int frame, Part part) implements Comparable<Doing> {
    @Override
    public int compareTo(Doing other) {
      int byFrame = Integer.compare(frame, other.frame);
      return byFrame != 0 ? byFrame : part.compareTo(other.part);
    }
  }
}
