package io.sonde.analyzer.report;

import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.unit.Formats;

/** Words for a finding's share. */
final class Impact {
  private Impact() {}

  static String percent(Finding finding) {
    return Double.isFinite(finding.impact()) ? Formats.percent(finding.impact()) : "unknown";
  }

  /** {@code 41.2 % of the CPU time}. */
  static String share(Finding finding) {
    return Double.isFinite(finding.impact())
        ? percent(finding) + " " + finding.impactOf().words()
        : "impact unknown";
  }

  /** Rule and share for a heading; a note that costs nothing has no share. */
  static String facts(Finding finding) {
    return finding.impact() == 0 ? finding.rule() : finding.rule() + ", " + share(finding);
  }

  /** A sentence with its full stop. */
  static String sentence(Finding finding) {
    if (finding.impact() == 0 && finding.impactOf() == ImpactOf.NEXT_DAY) {
      return "It fills no memory within 24 h, as far as is known.";
    }
    return Double.isFinite(finding.impact())
        ? (finding.impactOf() == ImpactOf.NEXT_DAY ? "At this rate it costs " : "It explains ")
            + share(finding)
            + "."
        : "How much of the time it explains is not known.";
  }
}
