package io.sonde.analyzer.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.analyzer.aggregate.RequestSketch;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Chunk;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.WaitKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingWindowsTest {
  private static final long START = 1_700_000_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;
  private static final Location STOCK = new Location("x.Stock", "reserve", 3);

  private final Recording recording = slowFor(100, 120);

  @Test
  void findingWhoseWaitsLieInAStretch_isAboutThatStretch() {
    Finding finding = narrowed(finding("lock-contention", STOCK));
    assertThat(finding.fromNanos()).isCloseTo(START + 100 * SECOND, within(2 * SECOND));
    assertThat(finding.toNanos()).isCloseTo(START + 120 * SECOND, within(2 * SECOND));
  }

  @Test
  void findingWhoseCodeWaitsAllTheTime_isAboutAllOfIt() {
    Finding whole = finding("lock-contention", new Location("x.Cart", "total", 3));
    assertThat(narrowed(whole)).isEqualTo(whole);
  }

  @Test
  void ownWindow_andRulesThatCannotBePlaced_areLeftAlone() {
    Finding own = finding("lock-contention", STOCK).within(START + 5, START + 9);
    Finding leak = finding("heap-leak", STOCK);
    assertThat(narrowed(own)).isEqualTo(own);
    assertThat(narrowed(leak)).isEqualTo(leak);
  }

  @Test
  void otherResults_passThrough() {
    List<RuleResult> results =
        List.of(new RuleResult.Ok("a", "b"), new RuleResult.NotApplicable("c", "d"));
    assertThat(new FindingWindows(new Examination(recording)).narrowed(results)).isEqualTo(results);
  }

  private Finding narrowed(Finding finding) {
    RuleResult found = new RuleResult.Found(finding.rule(), List.of(finding));
    RuleResult result =
        new FindingWindows(new Examination(recording)).narrowed(List.of(found)).get(0);
    return ((RuleResult.Found) result).findings().get(0);
  }

  private Finding finding(String rule, Location at) {
    return new Finding(
        rule,
        Severity.WARNING,
        0.1,
        ImpactOf.WAITING_TIME,
        "title",
        "summary",
        "recommendation",
        List.of(),
        List.of(at),
        null,
        recording.startNanos(),
        recording.endNanos());
  }

  /** One lock is waited for at times, the other in a few seconds only. */
  private static Recording slowFor(int slowFrom, int slowTo) {
    RecordingBuilder builder = new RecordingBuilder();
    builder.chunk(new Chunk("a.jfr", 0, 1_000, START, 600 * SECOND, Chunk.Producer.JDK, true));
    RequestSketch sketch = new RequestSketch(builder, START);
    for (int i = 0; i < 6_000; i++) {
      long from = i * 100 * MILLI;
      boolean slow = from >= slowFrom * SECOND && from < slowTo * SECOND;
      String thread = "http-" + i % 32;
      long locked = slow ? 200 * MILLI : 2 * MILLI;
      sketch.request("GET /a", thread, from, from + 20 * MILLI + locked, MILLI);
      String stack = slow ? "x.Shop.buy > x.Stock.reserve" : "x.Shop.buy > x.Cart.total";
      sketch.waiting(WaitKind.MONITOR, thread, from, from + locked, "x.Lock", "", stack);
    }
    return sketch.build();
  }
}
