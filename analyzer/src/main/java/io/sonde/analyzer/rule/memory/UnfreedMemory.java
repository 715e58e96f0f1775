package io.sonde.analyzer.rule.memory;

import io.sonde.analyzer.aggregate.CodeOrigin;
import io.sonde.analyzer.aggregate.LiveSet.Point;
import io.sonde.analyzer.aggregate.LiveSetGrowth.Material;
import io.sonde.analyzer.aggregate.Method;
import io.sonde.analyzer.aggregate.OwnCode;
import io.sonde.analyzer.aggregate.OwnPlaces;
import io.sonde.analyzer.aggregate.Place;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.StackTable;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Native memory that the application's code, or a library's for it, allocated and nothing freed
 * before the recording ended, by the time of its allocation. What is freed later is missing from
 * all of it alike, so that the sum up to a moment is no more than what lived then: if it grows
 * steadily, so did that. What the JVM allocates for itself is counted by native memory tracking.
 *
 * @param growth of the sum
 * @param sites whose code allocated what is judged, heaviest first
 * @param through the Java method nearest to the allocation on the first site's heaviest stack
 * @param samples allocations judged
 */
record UnfreedMemory(
    Recording recording,
    SeriesGrowth growth,
    List<OwnPlaces.Site> sites,
    String through,
    int samples) {
  /** Growth that is worth a word, as of a type of native memory tracking. */
  private static final Material MATERIAL = NativeMemoryLeakRule.TRACKED_MATERIAL;

  /**
   * Share of the recorded time, at its end, whose allocations may still be freed in time;
   * async-profiler's converter leaves out as much.
   */
  private static final double TAIL_RATIO = 0.1;

  /** Moments at which the sum is read. */
  private static final int MOMENTS = 120;

  /** Fewer samples leave shares uncertain by more than ±18 points; as for allocations. */
  private static final int MIN_SAMPLES = 30;

  private static final int NAMED_SITES = 3;

  /**
   * @param withoutDirect leaves out stacks that allocate direct buffers, where these have a finding
   *     of their own
   */
  static UnfreedMemory of(Recording recording, boolean withoutDirect) {
    SampleTable samples = recording.samples(SampleKind.NATIVE);
    long until = recording.endNanos() - (long) (TAIL_RATIO * recording.coveredNanos());
    boolean[] judged = samples == null ? new boolean[0] : judged(recording, withoutDirect);
    boolean recorded = recording.coverage().count("profiler.Free") > 0;
    List<Point> course = recorded ? course(recording, samples, judged, until) : List.of();
    SeriesGrowth growth = SeriesGrowth.of(recording, course, MATERIAL);
    return samples != null && growth.leaks()
        ? withSites(growth, samples, judged, until)
        : new UnfreedMemory(recording, growth, List.of(), "", 0);
  }

  /**
   * The sum at moments evenly spread over the time that is judged.
   *
   * @param samples null where everything was freed
   */
  private static List<Point> course(
      Recording recording, @Nullable SampleTable samples, boolean[] judged, long untilNanos) {
    long from = recording.startNanos();
    double step = Math.max(1.0, (double) (untilNanos - from) / MOMENTS);
    double[] sums = new double[MOMENTS + 1];
    for (int i = 0; samples != null && i < samples.size(); i++) {
      if (judged[samples.stack(i)] && samples.timeNanos(i) < untilNanos) {
        int moment = (int) Math.ceil((samples.timeNanos(i) - from) / step);
        sums[Math.max(0, Math.min(MOMENTS, moment))] += samples.weight(i);
      }
    }
    List<Point> course = new ArrayList<>();
    double sum = sums[0];
    for (int i = 1; i <= MOMENTS; i++) {
      sum += sums[i];
      course.add(new Point(from + (long) (i * step), sum));
    }
    return course;
  }

  private static UnfreedMemory withSites(
      SeriesGrowth growth, SampleTable samples, boolean[] judged, long untilNanos) {
    Recording recording = growth.recording();
    OwnPlaces places = OwnPlaces.of(recording);
    double[] weights = new double[recording.stacks().size()];
    int count = 0;
    for (int i = 0; i < samples.size(); i++) {
      int stack = samples.stack(i);
      long time = samples.timeNanos(i);
      if (judged[stack] && time >= growth.fromNanos() && time < untilNanos) {
        places.add(stack, samples.weight(i));
        weights[stack] += samples.weight(i);
        count++;
      }
    }
    List<OwnPlaces.Site> sites = places.ranked();
    String through = sites.isEmpty() ? "" : through(recording, sites.get(0).method(), weights);
    return new UnfreedMemory(recording, growth, sites, through, count);
  }

  boolean leaks() {
    return growth.leaks() && samples >= MIN_SAMPLES && !sites.isEmpty();
  }

  Finding finding() {
    OwnPlaces.Site most = sites.get(0);
    String rate = Formats.format(growth.slope(), Unit.BYTES_PER_SECOND);
    NativeMemoryFinding finding = new NativeMemoryFinding(recording, growth);
    List<Evidence> evidence =
        new ArrayList<>(growth.evidence("memory never freed", Unit.BYTES, Unit.BYTES_PER_SECOND));
    double total = sites.stream().mapToDouble(OwnPlaces.Site::weight).sum();
    for (OwnPlaces.Site site : sites.subList(0, Math.min(NAMED_SITES, sites.size()))) {
      evidence.add(
          Evidence.of(
              "allocated in " + site.method().shortName(), site.weight() / total, Unit.RATIO));
    }
    evidence.add(Evidence.text("allocated through", through));
    evidence.add(Evidence.of("allocations sampled", samples, Unit.COUNT, MIN_SAMPLES));
    return finding.ofSites(
        "Native memory leaks " + rate + ", allocated in " + most.method().shortName(),
        most.method().shortName()
            + " allocated "
            + Formats.percent(most.weight() / total)
            + " of the native memory that the application never freed, through "
            + through
            + ". It grows by "
            + rate
            + " without levelling off.",
        "Close what "
            + most.method().shortName()
            + " makes through "
            + through
            + " (close, end, free or destroy) on every path, as try-with-resources does: no"
            + " collection of the heap frees it in time.",
        evidence,
        sites);
  }

  /** Stacks with a frame of the application or a library, by node. */
  private static boolean[] judged(Recording recording, boolean withoutDirect) {
    StackTable stacks = recording.stacks();
    OwnCode code = OwnCode.of(recording);
    boolean[] direct = DirectBufferSites.allocatingStacks(stacks);
    boolean[] applications = new boolean[stacks.size()];
    boolean[] result = new boolean[stacks.size()];
    for (int stack = StackTable.ROOT + 1; stack < result.length; stack++) {
      CodeOrigin origin = code.origin(stacks.frameId(stack));
      applications[stack] =
          applications[stacks.parent(stack)]
              || origin == CodeOrigin.OWN
              || origin == CodeOrigin.LIBRARY;
      result[stack] = applications[stack] && !(withoutDirect && direct[stack]);
    }
    return result;
  }

  private static String through(Recording recording, Place site, double[] weights) {
    StackTable stacks = recording.stacks();
    int heaviest = StackTable.ROOT;
    for (int stack = StackTable.ROOT + 1; stack < weights.length; stack++) {
      if (weights[stack] > weights[heaviest] && passes(stacks, stack, site)) {
        heaviest = stack;
      }
    }
    for (int node = heaviest; node != StackTable.ROOT; node = stacks.parent(node)) {
      Frame frame = stacks.frameById(stacks.frameId(node));
      if (frame.kind().isJava()) {
        return new Place(frame.className(), frame.methodName(), 0).shortName();
      }
    }
    return site.shortName();
  }

  private static boolean passes(StackTable stacks, int stack, Place site) {
    for (int node = stack; node != StackTable.ROOT; node = stacks.parent(node)) {
      Method method = Method.of(stacks.frameById(stacks.frameId(node)));
      if (method.className().equals(site.className()) && method.name().equals(site.methodName())) {
        return true;
      }
    }
    return false;
  }
}
