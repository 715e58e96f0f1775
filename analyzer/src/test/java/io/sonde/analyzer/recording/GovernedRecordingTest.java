package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.MethodTiming;
import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Rules;
import io.sonde.analyzer.rule.recording.RecordingQualityRule;
import io.sonde.events.EventNames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import jdk.jfr.Event;
import jdk.jfr.Name;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent's governor turned down, and how the figures are weighed then. */
class GovernedRecordingTest {
  @TempDir private Path folder;

  /**
   * 1,000 calls of 1 µs, all timed; then 64,000 of 1 ms, of which 1,000 are; then 5,000 that are
   * only counted. Each timed call stands for those of its own stride.
   */
  @Test
  void strideChanges_timedCallsStandForThoseOfTheirStrideOnly() throws IOException {
    MethodTiming timing =
        recorded(
                () -> {
                  timing(1, 1_000, 1_000, 1_000);
                  timing(64, 64_000, 1_000, 1_000_000);
                  timing(0, 5_000, 0, 0);
                })
            .methodTimings()
            .get(0);
    assertThat(timing.count()).isEqualTo(70_000);
    assertThat(timing.timedCount()).isEqualTo(2_000);
    assertThat(timing.countedOnly()).isEqualTo(5_000);
    assertThat(timing.totalNanos()).isEqualTo(1_001_000_000);
    assertThat(timing.estimatedTotalNanos()).isEqualTo(64_001_000_000L);
    assertThat(timing.histogram().getTotalCount()).isEqualTo(65_000);
    assertThat(timing.histogram().getValueAtPercentile(5)).as("ns").isGreaterThan(990_000);
    assertThat(timing.turnedDown()).isTrue();
  }

  /** Constructors that throw and calls that run on have no time; none is made up for them. */
  @Test
  void exactTiming_totalIsAsMeasured() throws IOException {
    MethodTiming timing = recorded(() -> timing(1, 1_000, 900, 1_000)).methodTimings().get(0);
    assertThat(timing.estimatedTotalNanos()).isEqualTo(900_000);
    assertThat(timing.turnedDown()).isFalse();
  }

  @Test
  void oneInN_asConfigured_isNotTurnedDown() throws IOException {
    Recording recording =
        recorded(
            () -> {
              OddRecordingsTest.SessionEvent session = new OddRecordingsTest.SessionEvent();
              session.settings = "timing=1/64\n";
              session.commit();
              timing(64, 6_400, 100, 1_000);
            });
    assertThat(recording.methodTimings().get(0).turnedDown()).isFalse();
    assertThat(recording.methodTimings().get(0).estimatedTotalNanos()).isEqualTo(6_400_000);
  }

  @Test
  void steps_areToldByQuality_withNamesTimesAndConsequence() throws IOException {
    Recording recording =
        recorded(
            () -> {
              step("exact", "1/64");
              step("1/64", "count only");
            });
    assertThat(recording.quality().problems())
        .filteredOn(each -> each.kind() == Quality.Kind.TURNED_DOWN)
        .hasSize(1);
    Finding finding = turnedDown(recording);
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.summary())
        .startsWith("1 probe was turned down: com.shop.Cart.total (exact, from ")
        .contains(" UTC on count only)", "Counts are exact", "only counted")
        .doesNotContain("Though", "fast requests");
  }

  @Test
  void overTheBudget_thoughAllIsTurnedDown_isTold() throws IOException {
    Recording recording =
        recorded(
            () -> {
              new StateEvent(20_000_000, 21_000_000, 10_000_000).commit();
              new StateEvent(20_000_000, 26_000_000, 25_000_000).commit();
            });
    assertThat(turnedDown(recording).summary())
        .startsWith("Though all that can be was turned down, exact counts, requests and SQL took")
        .contains("took 2.50 % of a processor's time", "the budget is 2 %");
  }

  @Test
  void withinTheBudget_nothingIsTold() throws IOException {
    Recording recording =
        recorded(() -> new StateEvent(20_000_000, 15_000_000, 10_000_000).commit());
    assertThat(recording.quality().problems()).isEmpty();
  }

  private static void step(String from, String to) {
    StepEvent event = new StepEvent();
    event.from = from;
    event.to = to;
    event.commit();
  }

  private static void timing(int stride, long count, long timedCount, long nanos) {
    Histogram histogram = new Histogram(2);
    if (timedCount > 0) {
      histogram.recordValueWithCount(nanos, timedCount);
    }
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(buffer);
    TimingEvent event = new TimingEvent();
    event.stride = stride;
    event.count = count;
    event.timedCount = timedCount;
    event.totalNanos = timedCount * nanos;
    event.maxNanos = nanos;
    event.histogram = Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    event.commit();
  }

  private Recording recorded(Runnable work) throws IOException {
    return RecordedEvents.of(folder, work);
  }

  private static Finding turnedDown(Recording recording) {
    return ((RuleResult.Found) Rules.evaluate(new RecordingQualityRule(), recording))
        .findings().stream()
            .filter(each -> each.title().contains("turned probes down"))
            .findFirst()
            .orElseThrow();
  }

  @Name(EventNames.METHOD_TIMING)
  static final class TimingEvent extends Event {
    String className = "com.shop.Cart";
    String methodName = "total";
    String descriptor = "()V";
    long count;
    long timedCount;
    int stride;
    long totalNanos;
    long maxNanos;
    String histogram;
  }

  @Name(EventNames.GOVERNOR_STEP)
  static final class StepEvent extends Event {
    String probe = "method";
    String className = "com.shop.Cart";
    String methodName = "total";
    String from;
    String to;
  }

  @Name(EventNames.AGENT_STATE)
  static final class StateEvent extends Event {
    long budgetNanos;
    long estimatedCostNanos;
    long leastCostNanos;

    StateEvent(long budgetNanos, long estimatedCostNanos, long leastCostNanos) {
      this.budgetNanos = budgetNanos;
      this.estimatedCostNanos = estimatedCostNanos;
      this.leastCostNanos = leastCostNanos;
    }
  }
}
