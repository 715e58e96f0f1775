package io.sonde.analyzer.rule;

import com.carrotsearch.hppc.LongArrayList;
import io.sonde.analyzer.aggregate.Stretch;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.StackTable;
import io.sonde.analyzer.model.WaitKind;
import io.sonde.analyzer.model.WaitTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives a finding that concerns the whole recording the stretch in which it happened, where what it
 * is about happened in one: its waits, or the samples of its code.
 */
final class FindingWindows {
  /** Of the time that the finding is about: the rest may be noise. Our choice. */
  static final double INSIDE_SHARE = 0.8;

  private static final Set<WaitKind> LOCKS =
      EnumSet.of(WaitKind.MONITOR, WaitKind.PARK, WaitKind.OBJECT_WAIT);
  private static final Set<WaitKind> CONNECTIONS = EnumSet.of(WaitKind.CONNECTION);
  private static final Set<WaitKind> STATEMENTS = EnumSet.of(WaitKind.SQL);

  /** What findings of a rule are about; of other rules, nothing is known that could be placed. */
  private static final Map<String, Set<WaitKind>> WAITS =
      Map.of(
          "lock-contention", LOCKS,
          "connection-pool-saturation", CONNECTIONS,
          "slow-query", STATEMENTS,
          "n-plus-one", STATEMENTS,
          "slow-downstream", EnumSet.of(WaitKind.HTTP),
          "blocking-io", EnumSet.of(WaitKind.FILE, WaitKind.SOCKET));

  private static final Map<String, SampleKind> SAMPLES =
      Map.of("hot-path", SampleKind.CPU, "allocation-hot-path", SampleKind.ALLOC);

  private final Examination examination;
  private final Recording recording;

  FindingWindows(Examination examination) {
    this.examination = examination;
    this.recording = examination.recording();
  }

  List<RuleResult> narrowed(List<RuleResult> results) {
    List<RuleResult> narrowed = new ArrayList<>();
    for (RuleResult result : results) {
      narrowed.add(
          result instanceof RuleResult.Found found
              ? new RuleResult.Found(
                  found.rule(), found.findings().stream().map(this::narrowed).toList())
              : result);
    }
    return narrowed;
  }

  private Finding narrowed(Finding finding) {
    boolean placed = WAITS.containsKey(finding.rule()) || SAMPLES.containsKey(finding.rule());
    if (!placed || !isOfTheWhole(finding) || examination.stretches().all().isEmpty()) {
      return finding;
    }
    Times times = times(finding);
    return examination.stretches().all().stream()
        .filter(stretch -> times.share(widened(stretch)) >= INSIDE_SHARE)
        .min(Comparator.comparingLong(Stretch::lengthNanos))
        .map(stretch -> finding.within(stretch.fromNanos(), stretch.toNanos()))
        .orElse(finding);
  }

  private boolean isOfTheWhole(Finding finding) {
    return finding.fromNanos() <= recording.startNanos()
        && finding.toNanos() >= recording.endNanos();
  }

  /** Requests that begin in a stretch end behind it. */
  private Stretch widened(Stretch of) {
    long step = examination.stretches().stepNanos();
    return new Stretch(
        of.signal(), of.fromNanos() - step, of.toNanos() + step, of.level(), of.ordinary());
  }

  /** Where the finding's code is on no stack, as an owner's may not be, all of the kind count. */
  private Times times(Finding finding) {
    boolean[] stacks = stacksOf(finding.location());
    Set<WaitKind> kinds = WAITS.get(finding.rule());
    if (kinds == null) {
      SampleKind kind = SAMPLES.get(finding.rule());
      SampleTable samples = kind == null ? null : recording.samples(kind);
      return samples == null ? new Times() : ofSamples(samples, stacks);
    }
    Times there = ofWaits(kinds, stacks);
    return there.all > 0 ? there : ofWaits(kinds, null);
  }

  private static Times ofSamples(SampleTable samples, boolean[] stacks) {
    Times times = new Times();
    for (int i = 0; i < samples.size(); i++) {
      if (stacks[samples.stack(i)]) {
        times.add(samples.timeNanos(i), samples.weight(i));
      }
    }
    return times;
  }

  private Times ofWaits(Set<WaitKind> kinds, boolean @Nullable [] stacks) {
    Times times = new Times();
    WaitTable waits = recording.waits();
    for (int i = 0; i < waits.size(); i++) {
      if (kinds.contains(waits.kind(i)) && (stacks == null || stacks[waits.stack(i)])) {
        times.add(waits.startNanos(i), waits.endNanos(i) - waits.startNanos(i));
      }
    }
    return times;
  }

  /** By node, whether the first place is on the stack: parents have smaller numbers. */
  private boolean[] stacksOf(List<Location> places) {
    StackTable stacks = recording.stacks();
    boolean[] on = new boolean[stacks.size()];
    if (places.isEmpty()) {
      return on;
    }
    boolean[] methods = new boolean[stacks.methodCount()];
    for (int method = 0; method < methods.length; method++) {
      Frame frame = stacks.frameOfMethod(method);
      methods[method] =
          frame.className().equals(places.get(0).className())
              && frame.methodName().equals(places.get(0).methodName());
    }
    for (int node = StackTable.ROOT + 1; node < on.length; node++) {
      on[node] = on[stacks.parent(node)] || methods[stacks.methodId(stacks.frameId(node))];
    }
    return on;
  }

  /** When something took how long. */
  private static final class Times {
    private final LongArrayList starts = new LongArrayList();
    private final LongArrayList weights = new LongArrayList();
    private double all;

    private void add(long start, long weight) {
      starts.add(start);
      weights.add(Math.max(0, weight));
      all += Math.max(0, weight);
    }

    private double share(Stretch stretch) {
      double inside = 0;
      for (int i = 0; i < starts.size(); i++) {
        boolean in = starts.get(i) >= stretch.fromNanos() && starts.get(i) < stretch.toNanos();
        inside += in ? weights.get(i) : 0;
      }
      return all == 0 ? 0 : inside / all;
    }
  }
}
