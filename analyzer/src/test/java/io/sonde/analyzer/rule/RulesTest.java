package io.sonde.analyzer.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RecordingBuilder;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RulesTest {
  @Test
  void all_idsAreUniqueAndKebabCase() {
    assertThat(Rules.all()).extracting(Rule::id).doesNotHaveDuplicates();
    assertThat(Rules.all()).allSatisfy(rule -> assertThat(rule.id()).matches("[a-z]+(-[a-z]+)*"));
  }

  @Test
  void evaluate_emptyRecording_answersForEveryRuleAndNeverSaysOkWithoutData() {
    Recording empty = new RecordingBuilder().build();
    List<RuleResult> results = Rules.evaluate(empty);
    assertThat(results).extracting(RuleResult::rule).containsExactlyElementsOf(ids());
    assertThat(results)
        .filteredOn(result -> !result.rule().equals("recording-quality"))
        .allSatisfy(
            result -> {
              assertThat(result).isInstanceOf(RuleResult.NotApplicable.class);
              assertThat(result.reason()).isNotBlank();
            });
  }

  @Test
  void evaluate_needsMetButNothingInside_neverThrows() {
    for (Rule rule : Rules.all()) {
      RecordingBuilder builder = new RecordingBuilder();
      rule.needs().forEach(need -> need.anyOf().forEach(builder::enabled));
      assertThat(Rules.evaluate(rule, builder.build()).rule()).isEqualTo(rule.id());
    }
  }

  @Test
  void evaluate_ruleThatThrows_isReportedAsDefect() {
    Rule broken = new StubRule(List.of());
    assertThat(Rules.evaluate(broken, new RecordingBuilder().build()))
        .isInstanceOfSatisfying(
            RuleResult.Failed.class,
            failed -> assertThat(failed.reason()).contains("defect of Sonde", "odd", "RulesTest"));
  }

  @Test
  void evaluate_needUnmet_isNotApplicableWithRemedy() {
    Need need = new Need("widgets", Set.of("jdk.Widget"), "Turn widgets on.");
    assertThat(Rules.evaluate(new StubRule(List.of(need)), new RecordingBuilder().build()).reason())
        .contains("no widgets", "Turn widgets on.");
  }

  private static List<String> ids() {
    return Rules.all().stream().map(Rule::id).toList();
  }

  private record StubRule(List<Need> needs) implements Rule {
    @Override
    public String id() {
      return "stub";
    }

    @Override
    public RuleResult evaluate(Examination examination) {
      throw new IllegalStateException("odd");
    }
  }
}
