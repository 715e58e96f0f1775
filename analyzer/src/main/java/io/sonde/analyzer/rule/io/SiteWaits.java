package io.sonde.analyzer.rule.io;

import io.sonde.analyzer.aggregate.CallSite;
import io.sonde.analyzer.aggregate.CallSites;
import io.sonde.analyzer.aggregate.Method;
import io.sonde.analyzer.model.WaitKind;
import io.sonde.analyzer.model.WaitTable;
import io.sonde.analyzer.rule.Examination;
import java.util.HashMap;
import java.util.Map;

/**
 * The waits of one site: those that requests spent time in, or all where none were recorded.
 *
 * @param fromNanos begin of the first
 * @param toNanos end of the last
 */
record SiteWaits(int count, long longestNanos, long fromNanos, long toNanos) {
  static SiteWaits of(Examination examination, CallSites sites, CallSite site, WaitKind kind) {
    WaitTable waits = examination.recording().waits();
    boolean users = examination.waitingTime().isKnown();
    Map<Integer, Boolean> ofSite = new HashMap<>();
    int count = 0;
    long longest = 0;
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    for (int i = 0; i < waits.size(); i++) {
      if (waits.kind(i) == kind
          && (!users || examination.waitingTime().nanosOfWait(i) > 0)
          && ofSite.computeIfAbsent(waits.stack(i), stack -> isOf(sites, site, stack))) {
        count++;
        longest = Math.max(longest, waits.endNanos(i) - waits.startNanos(i));
        from = Math.min(from, waits.startNanos(i));
        to = Math.max(to, waits.endNanos(i));
      }
    }
    return new SiteWaits(count, longest, from, to);
  }

  private static boolean isOf(CallSites sites, CallSite site, int stack) {
    return sites.methodOf(stack).filter(method -> isSame(method, site)).isPresent();
  }

  private static boolean isSame(Method method, CallSite site) {
    return method.className().equals(site.method().className())
        && method.name().equals(site.method().methodName());
  }
}
