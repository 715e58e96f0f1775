package io.sonde.analyzer.finding;

import java.util.List;

/** What a rule came to. */
public sealed interface RuleResult {
  /** Id of the rule, as docs/rules.md lists it. */
  String rule();

  /** The word in JSON. */
  String outcome();

  /** Why, in a sentence; empty for findings, which speak for themselves. */
  String reason();

  /** Something was found. */
  record Found(String rule, List<Finding> findings) implements RuleResult {
    @Override
    public String outcome() {
      return "finding";
    }

    @Override
    public String reason() {
      return "";
    }
  }

  /**
   * The data was there and shows nothing.
   *
   * @param reason what was measured against which threshold
   */
  record Ok(String rule, String reason) implements RuleResult {
    @Override
    public String outcome() {
      return "ok";
    }
  }

  /**
   * The recording cannot tell.
   *
   * @param reason what is missing and the setting that would supply it
   */
  record NotApplicable(String rule, String reason) implements RuleResult {
    @Override
    public String outcome() {
      return "not-applicable";
    }
  }

  /**
   * The rule itself broke: a defect of Sonde, which says nothing about the recorded service.
   *
   * @param reason what was thrown and where, so that it can be reported
   */
  record Failed(String rule, String reason) implements RuleResult {
    public static Failed of(String rule, Throwable defect) {
      StackTraceElement[] trace = defect.getStackTrace();
      String where = trace.length == 0 ? "" : " at " + trace[0];
      return new Failed(rule, "A defect of Sonde, please report it: " + defect + where);
    }

    @Override
    public String outcome() {
      return "failed";
    }
  }
}
