package io.sonde.analyzer.rule.code;

import io.sonde.analyzer.aggregate.CallSite;
import io.sonde.analyzer.aggregate.CallSites;
import io.sonde.analyzer.aggregate.SteadySamples;
import io.sonde.analyzer.model.Incident;
import io.sonde.analyzer.model.IncidentKind;
import io.sonde.analyzer.model.Recording;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How often compiled code was given up after warm-up.
 *
 * @param number of times, warm-up set aside
 * @param peakPerSecond in the busiest ten seconds, or in all where there are fewer
 * @param fromNanos begin of these
 * @param toNanos their end
 * @param steadyFromNanos end of the warm-up
 * @param sites own methods, those most often given up first
 * @param reason most frequent one of the first site, with what the JVM did; empty when unknown
 * @param compilations of the first site's code that were given up
 * @param often methods (see the stack table) given up at least {@link #OFTEN} times
 */
record Deoptimizations(
    double number,
    double peakPerSecond,
    long fromNanos,
    long toNanos,
    long steadyFromNanos,
    List<CallSite> sites,
    String reason,
    int compilations,
    Set<Integer> often) {
  /** A method may settle after a few: the JVM's PerMethodTrapLimit is 100; a tenth, our choice. */
  static final int OFTEN = 10;

  private static final long WINDOW_NANOS = 10_000_000_000L;

  static Deoptimizations of(Recording recording) {
    long begin = steadyFrom(recording);
    List<Incident> all =
        recording.incidents().of(IncidentKind.DEOPTIMIZATION).stream()
            .filter(each -> each.startNanos() >= begin)
            .toList();
    CallSites sites = CallSites.of(recording);
    Map<Integer, Double> byMethod = new HashMap<>();
    double number = 0;
    for (Incident each : all) {
      number += each.weight();
      sites.add(each.stack(), each.weight());
      if (each.stack() > 0) {
        int frame = recording.stacks().frameId(each.stack());
        byMethod.merge(recording.stacks().methodId(frame), each.weight(), Double::sum);
      }
    }
    byMethod.values().removeIf(times -> times < OFTEN);
    List<CallSite> heaviest = sites.heaviest();
    Of first = Of.first(recording, all, sites, heaviest);
    long span = Math.max(1, recording.endNanos() - begin);
    long window = Math.min(WINDOW_NANOS, span);
    double most = 0;
    double inside = 0;
    long from = begin;
    int last = 0;
    for (int i = 0; i < all.size(); i++) {
      while (last < all.size() && all.get(last).startNanos() - all.get(i).startNanos() < window) {
        inside += all.get(last++).weight();
      }
      if (inside > most) {
        most = inside;
        from = all.get(i).startNanos();
      }
      inside -= all.get(i).weight();
    }
    return new Deoptimizations(
        number,
        most / (window / 1e9),
        from,
        Math.min(recording.endNanos(), from + window),
        begin,
        heaviest,
        first.reason,
        first.compilations,
        byMethod.keySet());
  }

  /** Warm-up is what it is for: the first third of a recording, two minutes at most. */
  private static long steadyFrom(Recording recording) {
    return recording.startNanos() + SteadySamples.startUpNanos(recording);
  }

  /** What is known of the first site. */
  private record Of(String reason, int compilations) {
    private static Of first(
        Recording recording, List<Incident> all, CallSites sites, List<CallSite> heaviest) {
      if (heaviest.isEmpty()) {
        return new Of("", 0);
      }
      CallSite first = heaviest.get(0);
      Map<Integer, Boolean> ofFirst = new HashMap<>();
      Map<String, Double> reasons = new HashMap<>();
      Set<Long> compilations = new HashSet<>();
      for (Incident each : all) {
        if (ofFirst.computeIfAbsent(each.stack(), stack -> isOf(sites, first, stack))) {
          compilations.add(each.amount());
          if (each.subject() >= 0) {
            reasons.merge(recording.classNames().get(each.subject()), each.weight(), Double::sum);
          }
        }
      }
      return new Of(
          reasons.entrySet().stream()
              .max(Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry::getKey))
              .map(Map.Entry::getKey)
              .orElse(""),
          compilations.size());
    }

    private static boolean isOf(CallSites sites, CallSite site, int stack) {
      return sites
          .methodOf(stack)
          .filter(
              method ->
                  method.className().equals(site.method().className())
                      && method.name().equals(site.method().methodName()))
          .isPresent();
    }
  }
}
