package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Incident;
import io.sonde.analyzer.model.IncidentKind;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Times in which all threads had to stop and some came late, and what those ran: samples of running
 * threads between the order to stop and the moment when the last one had stopped. Threads that have
 * stopped run no code, so what is sampled then is what they were waiting for. Start-up is left out.
 *
 * @param count of times above the threshold
 * @param nanos sum of these
 * @param worst the longest
 * @param purpose what the longest was for, in the JVM's words; empty when unknown
 * @param code own code that ran meanwhile, the most often sampled first
 * @param threads that were sampled running then
 * @param samples of them
 */
public record LateThreads(
    int count,
    double nanos,
    @Nullable Incident worst,
    String purpose,
    List<Place> code,
    List<String> threads,
    int samples) {
  /** Share of the samples below which code is not named. */
  private static final double LEAST = 0.1;

  /** The stop itself takes a moment for those that are quick; our choice, in nanoseconds. */
  private static final long QUICK_NANOS = 2_000_000L;

  /**
   * @param longNanos from which on a time counts
   */
  public static LateThreads of(Recording recording, long longNanos) {
    long from = SteadySamples.steadyFromNanos(recording);
    List<Incident> late =
        recording.incidents().of(IncidentKind.SAFEPOINT_SYNCHRONIZATION).stream()
            .filter(each -> each.durationNanos() >= longNanos && each.startNanos() >= from)
            .toList();
    TimeSet.Builder times = new TimeSet.Builder();
    late.forEach(each -> times.add(each.startNanos() + QUICK_NANOS, each.endNanos()));
    TimeSet during = times.build();
    OwnCode code = OwnCode.of(recording);
    Map<Integer, Double> frames = new HashMap<>();
    Map<Integer, Double> threads = new HashMap<>();
    int samples = sampled(recording, during, code, frames, threads);
    Incident worst = null;
    double nanos = 0;
    for (Incident each : late) {
      nanos += each.durationNanos();
      worst = worst == null || each.durationNanos() > worst.durationNanos() ? each : worst;
    }
    return new LateThreads(
        late.size(),
        nanos,
        worst,
        worst == null ? "" : purpose(recording, worst),
        places(frames, code),
        ranked(threads).stream().map(each -> recording.threads().get(each).name()).toList(),
        samples);
  }

  private static int sampled(
      Recording recording,
      TimeSet during,
      OwnCode code,
      Map<Integer, Double> frames,
      Map<Integer, Double> threads) {
    ThreadRole[] roles = ThreadRole.all(recording);
    SampleTable samples = recording.samples(SampleKind.CPU);
    int count = 0;
    for (int i = 0; samples != null && i < samples.size(); i++) {
      if (!during.contains(samples.timeNanos(i))) {
        continue;
      }
      int thread = samples.thread(i);
      int frame = code.frame(samples.stack(i));
      if (thread >= 0 && (roles[thread] == ThreadRole.APPLICATION || isOwn(recording, frame))) {
        count++;
        threads.merge(thread, 1.0, Double::sum);
        if (frame >= 0) {
          frames.merge(frame, 1.0, Double::sum);
        }
      }
    }
    return count;
  }

  /** The thread of main bears the name of the JVM's DestroyJavaVM when the recording ends. */
  private static boolean isOwn(Recording recording, int frame) {
    return frame >= 0 && CodeOrigin.of(recording.stacks().frameById(frame)) == CodeOrigin.OWN;
  }

  private static List<Place> places(Map<Integer, Double> frames, OwnCode code) {
    Map<Method, Double> methods = new HashMap<>();
    Map<Method, Place> lines = new HashMap<>();
    double all = 0;
    for (int frame : ranked(frames)) {
      Place place = code.place(frame);
      Double weight = frames.get(frame);
      if (place != null && weight != null) {
        Method method = new Method(place.className(), place.methodName());
        methods.merge(method, weight, Double::sum);
        lines.putIfAbsent(method, place);
        all += weight;
      }
    }
    double least = LEAST * all;
    return methods.entrySet().stream()
        .filter(each -> each.getValue() >= least)
        .sorted(
            Map.Entry.<Method, Double>comparingByValue()
                .reversed()
                .thenComparing(each -> each.getKey().toString()))
        .map(each -> lines.get(each.getKey()))
        .toList();
  }

  private static List<Integer> ranked(Map<Integer, Double> weights) {
    Map<Integer, Double> left = new HashMap<>(weights);
    List<Integer> ranked = new ArrayList<>();
    for (Integer most = Most.of(left); most != null; most = Most.of(left)) {
      ranked.add(most);
      left.remove(most);
    }
    return ranked;
  }

  private static String purpose(Recording recording, Incident safepoint) {
    return recording.incidents().of(IncidentKind.VM_OPERATION).stream()
        .filter(each -> each.amount() == safepoint.amount() && each.subject() >= 0)
        .filter(each -> each.endNanos() >= safepoint.endNanos())
        .map(each -> recording.classNames().get(each.subject()))
        .findFirst()
        .orElse("");
  }
}
