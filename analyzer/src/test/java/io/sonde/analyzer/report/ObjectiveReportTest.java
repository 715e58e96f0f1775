package io.sonde.analyzer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.recording.RecordedEvents;
import io.sonde.events.EventNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Event;
import jdk.jfr.Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every report says whether objectives were met, from exact counts. */
class ObjectiveReportTest {
  private static final String CHECKOUT = "99%(GET /checkout)<500ms";

  @TempDir private Path folder;

  @Test
  void missedAndMet_withTheBudgetThatWasSpent() throws IOException {
    Recording recording =
        recorded(
            () -> {
              period(CHECKOUT, 0.99, 500, 510);
              period(CHECKOUT, 0.99, 475, 490);
              period("99.9%(*)<2s", 0.999, 3_999, 4_000);
            });
    assertThat(ObjectiveReport.sentences(recording))
        .containsExactly(
            CHECKOUT
                + " missed: 97.50 % of 1,000 requests were good; the error budget of this time was"
                + " spent 2.5 times.",
            "99.9%(*)<2s met: 99.97 % of 4,000 requests were good; 25 % of the error budget of this"
                + " time was spent.");
    Analysis analysis =
        new Analysis(
            recording, List.of("slo.jfr"), List.of(new RuleResult.Ok("hot-path", "Measured 1 %.")));
    String text = written(ReportFormat.TEXT, analysis);
    assertThat(text).contains("Objective: " + CHECKOUT);
    assertThat(text)
        .as("a service that misses its objective is not healthy")
        .startsWith("Slow: No rule names a cause, but the objective " + CHECKOUT + " was");
    assertThat(written(ReportFormat.MARKDOWN, analysis)).contains("- Objective: 99%");
    String json = written(ReportFormat.JSON, analysis);
    assertThat(JsonSchemas.errors(Path.of("..", "docs", "findings.schema.json"), json)).isEmpty();
    assertThat(json).contains("\"budgetSpent\" : 2.5");
  }

  /** 99.9 / 100 is a little more than 0.999. */
  @Test
  void objectiveThatIsJustMet_isMet() throws IOException {
    Recording recording = recorded(() -> period("99.9%(*)<2s", 99.9 / 100, 999, 1_000));
    assertThat(ObjectiveReport.missed(recording)).isEmpty();
    assertThat(ObjectiveReport.sentences(recording).get(0))
        .startsWith("99.9%(*)<2s met: 99.90 % of 1,000 requests were good; 100 %");
  }

  @Test
  void withoutObjectives_nothingIsSaid() throws IOException {
    assertThat(ObjectiveReport.sentences(recorded(() -> {}))).isEmpty();
    assertThat(written(ReportFormat.JSON, ReportSamples.shop())).doesNotContain("objectives");
  }

  private static void period(String objective, double target, long good, long total) {
    ObjectiveEvent event = new ObjectiveEvent();
    event.objective = objective;
    event.target = target;
    event.good = good;
    event.total = total;
    event.commit();
  }

  private Recording recorded(Runnable work) throws IOException {
    return RecordedEvents.of(folder, work);
  }

  private static String written(ReportFormat format, Analysis analysis) throws IOException {
    StringBuilder out = new StringBuilder();
    format.write(analysis, out);
    return out.toString();
  }

  @Name(EventNames.OBJECTIVE)
  static final class ObjectiveEvent extends Event {
    String objective;
    double target;
    long boundNanos = 500_000_000;
    long good;
    long total;
  }
}
