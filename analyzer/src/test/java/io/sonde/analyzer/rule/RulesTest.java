package io.sonde.analyzer.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.aggregate.RequestSketch;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.model.Chunk;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.WaitKind;
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

  /** A damaged time stamp makes a recording of minutes look like one of centuries. */
  @Test
  void evaluate_timesCenturiesApart_takesNoMoreMemory() {
    RecordingBuilder builder = new RecordingBuilder();
    Rules.all().forEach(rule -> rule.needs().forEach(n -> n.anyOf().forEach(builder::enabled)));
    long centuries = Long.MAX_VALUE / 2;
    for (long start : new long[] {0, centuries}) {
      builder.chunk(new Chunk("damaged.jfr", 0, 1_000, start, 1, Chunk.Producer.JDK, true));
      RequestSketch sketch = new RequestSketch(builder, start);
      long id = sketch.request("GET /", "main", 0, 9, 3);
      sketch.task(id, "pool-1", 3, 4, 8, 1).waiting(WaitKind.SLEEP, "pool-1", 4, 7);
    }
    assertThat(Rules.evaluate(builder.build()))
        .hasSameSizeAs(Rules.all())
        .noneMatch(RuleResult.Failed.class::isInstance);
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
