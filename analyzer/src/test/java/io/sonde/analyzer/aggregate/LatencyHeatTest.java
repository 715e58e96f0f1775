package io.sonde.analyzer.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.aggregate.LatencyHeat.Cell;
import io.sonde.analyzer.model.Recording;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every request that a user waited for is in one cell, with its weight. */
class LatencyHeatTest {
  private static final long MS = 1_000_000L;

  /** It covers 10 s. */
  private final RequestSketch sketch = new RequestSketch();

  @Test
  void requests_areInTheStepThatTheyEndIn_andTheBinOfTheirDuration() {
    sketch.request("GET /a", "http-1", 900 * MS, 1_900 * MS, 0); // 1 s: 10^9 ns, bin 108
    sketch.request("GET /a", "http-1", 3_000 * MS, 3_010 * MS, 10 * MS, 0, 99); // weight 99
    sketch.request("GET /b", "http-1", 3_020 * MS, 3_030 * MS, 0); // 10 ms: 10^7 ns, bin 84
    List<LatencyHeat> heats = heats();

    assertThat(heats.get(0).route()).isNull();
    assertThat(heats.get(0).cells()).containsExactly(new Cell(3, 84, 100), new Cell(1, 108, 1));
    assertThat(heats.get(1).route().name()).as("took most time").isEqualTo("GET /a");
    assertThat(heats.get(1).cells()).containsExactly(new Cell(3, 84, 99), new Cell(1, 108, 1));
    assertThat(heats.get(2).cells()).containsExactly(new Cell(3, 84, 1));
  }

  @Test
  void durationsJustBelowABound_areBelowIt() {
    sketch.request("GET /a", "http-1", 0, 10 * MS - 1, 0);
    assertThat(heats().get(0).cells()).containsExactly(new Cell(0, 83, 1));
  }

  @Test
  void oneRoute_isNotShownTwice_andBackgroundWorkNotAtAll() {
    sketch.request("GET /a", "http-1", 0, 10 * MS, 0);
    sketch.within(0, "scheduled").request("Job.run", "job-1", 0, 5_000 * MS, 0);
    List<LatencyHeat> heats = heats();
    assertThat(heats).hasSize(1);
    assertThat(heats.get(0).cells()).containsExactly(new Cell(0, 84, 1));
  }

  @Test
  void withoutRequests_thereIsNone() {
    assertThat(heats()).isEmpty();
  }

  private List<LatencyHeat> heats() {
    Recording recording = sketch.build();
    return LatencyHeat.of(recording, Timeline.of(recording));
  }
}
