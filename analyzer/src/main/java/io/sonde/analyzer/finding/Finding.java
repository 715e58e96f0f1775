package io.sonde.analyzer.finding;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cause with its proof.
 *
 * @param rule id of the rule, as docs/rules.md lists it
 * @param impact share (0 to 1) of the users' waiting time, else CPU time, else elapsed time that
 *     this cause explains; findings are ranked by it
 * @param impactOf the whole that impact is a share of
 * @param title one line: what is wrong and where
 * @param summary what was seen, with numbers, in sentences
 * @param recommendation what to do next
 * @param location the code to look at, most telling first, the application's own before libraries
 * @param route the request's route, or null when the finding concerns all
 * @param fromNanos start of the window concerned, nanoseconds since the epoch
 * @param toNanos end of the window
 */
public record Finding(
    String rule,
    Severity severity,
    double impact,
    ImpactOf impactOf,
    String title,
    String summary,
    String recommendation,
    List<Evidence> evidence,
    List<Location> location,
    @Nullable String route,
    long fromNanos,
    long toNanos) {

  /** This finding with one more piece of evidence. */
  public Finding with(Evidence more) {
    List<Evidence> all = new ArrayList<>(evidence);
    all.add(more);
    return new Finding(
        rule,
        severity,
        impact,
        impactOf,
        title,
        summary,
        recommendation,
        List.copyOf(all),
        location,
        route,
        fromNanos,
        toNanos);
  }

  /** This finding, about a part of the recording. */
  public Finding within(long from, long to) {
    return new Finding(
        rule,
        severity,
        impact,
        impactOf,
        title,
        summary,
        recommendation,
        evidence,
        location,
        route,
        from,
        to);
  }

  /**
   * This finding as the cause of another: at least as severe, and of the same whole it explains at
   * least as much. Nothing is added up, for the other's share is a part of what this one costs.
   */
  Finding explaining(Finding consequence) {
    boolean severer = consequence.severity.compareTo(severity) > 0;
    boolean larger =
        consequence.impactOf == impactOf
            && Double.isFinite(consequence.impact)
            && !(impact >= consequence.impact);
    return new Finding(
        rule,
        severer ? consequence.severity : severity,
        larger ? consequence.impact : impact,
        impactOf,
        title,
        summary,
        recommendation,
        evidence,
        location,
        route,
        fromNanos,
        toNanos);
  }
}
