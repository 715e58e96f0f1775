package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.WaitTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What threads did in stretches of their time, whether or not they worked for a request: waits are
 * exact, CPU time is what samples tell, and the rest is unexplained. Waits and samples are sorted
 * by thread once; a stretch then costs a few searches and a step for each wait in it.
 */
public final class ThreadActivity {
  private final Recording recording;
  private final ThreadIdentity threads;
  private final WaitTimeline waits;
  private final @Nullable SampleSums cpu;
  private final OwnCode code;
  private final Statements statements;
  private final Statements calls;

  private ThreadActivity(Recording recording) {
    this.recording = recording;
    this.threads = ThreadIdentity.of(recording);
    WaitTable all = recording.waits();
    this.waits =
        new WaitTimeline(
            all,
            ThreadRows.of(threads.count(), all.size(), i -> threads.of(all.thread(i))),
            threads.count());
    SampleTable samples = recording.samples(SampleKind.CPU);
    this.cpu =
        samples == null
            ? null
            : new SampleSums(
                samples,
                ThreadRows.of(threads.count(), samples.size(), i -> threads.of(samples.thread(i))));
    this.code = OwnCode.of(recording);
    this.statements = new Statements(recording, recording.sql(), code);
    this.calls = new Statements(recording, recording.httpCalls(), code);
  }

  public static ThreadActivity of(Recording recording) {
    return new ThreadActivity(recording);
  }

  /** A new sum of nothing. */
  public Sum sum() {
    return new Sum();
  }

  OwnCode code() {
    return code;
  }

  /**
   * What took time.
   *
   * @param place the application's method; null when unknown
   */
  public record Doing(@Nullable Place place, Part part, double nanos) {}

  /** What was done in several stretches. Not thread-safe. */
  public final class Sum {
    private final double[] nanos = new double[Part.values().length];
    private final Map<Key, Double> doings = new HashMap<>();
    private double total;
    private double open;
    private double sampled;

    private Sum() {}

    /**
     * @param thread index into the recording's threads
     * @param weight of the stretch: how often it counts
     */
    public void add(int thread, long from, long to, double weight) {
      int same = threads.of(thread);
      if (same < 0 || to <= from) {
        return;
      }
      double waited = 0;
      int end = waits.end(same);
      for (int place = waits.firstAfter(same, from);
          place < end && waits.from(place) < to;
          place++) {
        double within = Math.min(to, waits.to(place)) - Math.max(from, waits.from(place));
        int wait = waits.wait(place);
        add(frame(same, wait), Part.of(recording.waits().kind(wait)), within * weight);
        waited += within;
      }
      if (cpu != null) {
        sampled += weight * cpu.between(same, from, to);
        cpu.visit(same, from, to, (stack, ran) -> add(code.frame(stack), Part.CPU, ran * weight));
      }
      open += weight * Math.max(0, to - from - waited);
      total += weight * (to - from);
    }

    private void add(int frame, Part part, double took) {
      nanos[part.ordinal()] += took;
      doings.merge(new Key(frame, part), took, Double::sum);
    }

    /** Of all stretches, each as often as it counts. */
    public double totalNanos() {
      return total;
    }

    /** Samples of one short stretch are noise, so only all together are held against the rest. */
    public double nanos(Part part) {
      return switch (part) {
        case CPU -> Math.min(open, sampled);
        case UNEXPLAINED -> Math.max(0, open - sampled);
        default -> nanos[part.ordinal()];
      };
    }

    /** The longest first. */
    public List<Doing> doings() {
      List<Doing> sorted = new ArrayList<>();
      doings.forEach((key, took) -> sorted.add(new Doing(code.place(key.frame), key.part, took)));
      sorted.sort(
          Comparator.comparingDouble(Doing::nanos)
              .reversed()
              .thenComparing(Doing::part)
              .thenComparing(each -> String.valueOf(each.place())));
      return sorted;
    }
  }

  private record Key(int frame, Part part) {}

  /** Statements and outgoing calls have callers in the place of stack traces. */
  private int frame(int thread, int wait) {
    WaitTable all = recording.waits();
    return switch (all.kind(wait)) {
      case SQL -> statements.callerFrame(threads, thread, all.startNanos(wait));
      case HTTP -> calls.callerFrame(threads, thread, all.startNanos(wait));
      default -> code.frame(all.stack(wait));
    };
  }
}
