package io.sonde.analyzer.rule;

import io.sonde.analyzer.finding.RuleResult;
import java.util.List;

/** One question to a recording: stateless, no input or output, never throws on odd data. */
public interface Rule {
  /** As docs/rules.md lists it. */
  String id();

  /** All of these must be met, or {@link Rules} answers "not applicable" in the rule's place. */
  List<Need> needs();

  /** Called only when all needs are met. */
  RuleResult evaluate(Examination examination);
}
