package io.sonde.analyzer.rule.gc;

import io.sonde.analyzer.aggregate.GcCost;
import io.sonde.analyzer.model.GarbageCollection;
import io.sonde.analyzer.model.GcPause;
import io.sonde.analyzer.model.Recording;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What the pauses of some collections cost.
 *
 * @param count pauses
 * @param nanos time in them
 * @param longestNanos of one
 * @param shareOfPauses share (0 to 1) of the time in all pauses
 * @param ratio share of the covered time
 * @param worstRatio share of the worst window, which is {@link GcCost#WINDOW_NANOS} long at most
 * @param worstCount pauses in that window
 * @param fromNanos first pause of that window
 * @param toNanos end of its last pause
 */
record PauseCost(
    int count,
    long nanos,
    long longestNanos,
    double shareOfPauses,
    double ratio,
    double worstRatio,
    int worstCount,
    long fromNanos,
    long toNanos) {
  static PauseCost of(Recording recording, Predicate<GarbageCollection> collections) {
    Map<Integer, GarbageCollection> byId = GcCost.byId(recording);
    List<GcPause> all = GcCost.pauses(recording);
    List<GcPause> pauses =
        all.stream()
            .filter(
                pause -> {
                  GarbageCollection of = byId.get(pause.gcId());
                  return of != null && collections.test(of);
                })
            .toList();
    long covered = Math.max(1, recording.coveredNanos());
    long window = Math.min(GcCost.WINDOW_NANOS, covered);
    int first = 0;
    long inWindow = 0;
    long worst = -1;
    int worstFirst = 0;
    int worstLast = -1;
    for (int last = 0; last < pauses.size(); last++) {
      inWindow += pauses.get(last).durationNanos();
      while (pauses.get(last).endNanos() - pauses.get(first).startNanos() > window
          && first < last) {
        inWindow -= pauses.get(first++).durationNanos();
      }
      if (inWindow > worst) {
        worst = inWindow;
        worstFirst = first;
        worstLast = last;
      }
    }
    long total = sum(pauses);
    long ofAll = sum(all);
    return new PauseCost(
        pauses.size(),
        total,
        pauses.stream().mapToLong(GcPause::durationNanos).max().orElse(0),
        ofAll > 0 ? (double) total / ofAll : 0,
        Math.min(1, (double) total / covered),
        Math.min(1, (double) Math.max(0, worst) / window),
        worstLast - worstFirst + 1,
        pauses.isEmpty() ? recording.startNanos() : pauses.get(worstFirst).startNanos(),
        pauses.isEmpty() ? recording.endNanos() : pauses.get(worstLast).endNanos());
  }

  private static long sum(List<GcPause> pauses) {
    return pauses.stream().mapToLong(pause -> Math.max(0, pause.durationNanos())).sum();
  }
}
