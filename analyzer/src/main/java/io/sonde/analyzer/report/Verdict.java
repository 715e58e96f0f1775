package io.sonde.analyzer.report;

import io.sonde.analyzer.aggregate.RequestSummary;
import io.sonde.analyzer.aggregate.SlowStretch;
import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.finding.Diagnosis;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.PrintableText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first sentences of every report: is the service healthy, and if not, why and where.
 *
 * @param headline one line without a full stop
 * @param detail one or two sentences, never empty
 */
record Verdict(State state, String headline, String detail) {

  /** Rules that must have had data before the absence of findings is called healthy. */
  private static final double JUDGED_SHARE_FOR_HEALTHY = 0.5;

  enum State {
    CRITICAL,
    WARNING,
    /** No rule found a cause, but users waited long. */
    SLOW,
    HEALTHY,
    /** Nothing was found, but too little could be judged to say more. */
    UNKNOWN;

    String id() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  static Verdict of(Analysis analysis, RequestSummary requests) {
    Diagnosis diagnosis = analysis.diagnosis();
    List<Finding> causes =
        diagnosis.leads().stream().filter(f -> f.severity() != Severity.INFO).toList();
    return causes.isEmpty()
        ? withoutCause(analysis, requests)
        : withCause(causes, diagnosis.below(0).size(), slowStretch(requests) + failures(analysis));
  }

  private static Verdict withCause(List<Finding> causes, int consequences, String failures) {
    Finding first = causes.get(0);
    boolean critical = first.severity() == Severity.CRITICAL;
    StringBuilder detail = new StringBuilder(Impact.sentence(first));
    if (!first.location().isEmpty()) {
      detail
          .append(" Start at ")
          .append(PrintableText.shortened(first.location().get(0).toString()))
          .append('.');
    }
    if (consequences > 0) {
      detail.append(
          consequences == 1
              ? " Another finding is its consequence, and contained in that."
              : " " + consequences + " others are its consequences, and contained in that.");
    }
    int more = causes.size() - 1;
    if (more > 0) {
      detail.append(more == 1 ? " One more cause follows." : " " + more + " more causes follow.");
    }
    detail.append(failures);
    return new Verdict(
        critical ? State.CRITICAL : State.WARNING,
        PrintableText.shortened(first.title()),
        detail.toString());
  }

  private static Verdict withoutCause(Analysis analysis, RequestSummary requests) {
    SlowRoute slow = SlowRoute.of(requests, analysis.recording()).orElse(null);
    int rules = analysis.results().size();
    long blind =
        analysis.results().stream().filter(RuleResult.NotApplicable.class::isInstance).count();
    long failed = analysis.results().stream().filter(RuleResult.Failed.class::isInstance).count();
    long judged = rules - blind - failed;
    String covered = Formats.nanos(analysis.recording().coveredNanos());
    String slowest = slowStretch(requests) + (slow == null ? "" : " " + slow.sentences());
    String but = slowAfterAll(analysis, requests, slow);
    if (!but.isEmpty()) {
      return new Verdict(
          State.SLOW,
          "No rule names a cause, but " + but,
          judged
              + " of "
              + rules
              + " rules looked at "
              + covered
              + " and found nothing wrong."
              + slowest
              + failures(analysis));
    }
    if (rules == 0 || judged < rules * JUDGED_SHARE_FOR_HEALTHY) {
      return new Verdict(
          State.UNKNOWN,
          "No cause found, but "
              + (rules - failed < rules * JUDGED_SHARE_FOR_HEALTHY && failed > 0
                  ? "too many rules failed"
                  : "the recording shows too little")
              + " to call the service healthy",
          judged
              + " of "
              + rules
              + " rules had the data they need; the recording covers "
              + covered
              + "."
              + slowest
              + failures(analysis));
    }
    String missing =
        blind == 0 ? "" : " " + blind + " could not be judged: see the rules for what is missing.";
    int notes = analysis.findings().size();
    String noted =
        notes == 0 ? "" : notes == 1 ? " One note follows." : " " + notes + " notes follow.";
    String unless =
        failed == 0
            ? ""
            : failed == 1 ? ", but one rule failed" : ", but " + failed + " rules failed";
    return new Verdict(
        State.HEALTHY,
        "Nothing wrong was found" + unless,
        judged
            + " of "
            + rules
            + " rules looked at "
            + covered
            + " and found no problem."
            + missing
            + slowest
            + failures(analysis)
            + noted);
  }

  /** What the user has set bounds for comes first; empty where nothing says that it was slow. */
  private static String slowAfterAll(
      Analysis analysis, RequestSummary requests, @Nullable SlowRoute slow) {
    String missed = ObjectiveReport.missed(analysis.recording());
    if (!missed.isEmpty()) {
      return missed;
    }
    String held = DumpReport.held(analysis.recording());
    if (!held.isEmpty()) {
      return held;
    }
    if (isLong(requests.slowStretch())) {
      return When.headline(requests.slowStretch());
    }
    return slow != null && slow.isSlow() ? slow.headline() : "";
  }

  /** Whether users waited so long in it that their flow of thought broke; warm-up is set aside. */
  private static boolean isLong(@Nullable SlowStretch slow) {
    return slow != null
        && !slow.warming()
        && slow.comparison().slow().split().totalNanos() >= SlowRoute.SLOW_NANOS;
  }

  private static String slowStretch(RequestSummary requests) {
    SlowStretch slow = requests.slowStretch();
    if (slow == null) {
      return "";
    }
    String words = When.headline(slow);
    return " " + Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
  }

  /** Names the rules that broke: they saw nothing, and that must not pass for health. */
  private static String failures(Analysis analysis) {
    List<String> names =
        analysis.results().stream()
            .filter(RuleResult.Failed.class::isInstance)
            .map(RuleResult::rule)
            .toList();
    return names.isEmpty()
        ? ""
        : " Failed by a defect of Sonde, and so not judged: " + String.join(", ", names) + ".";
  }
}
