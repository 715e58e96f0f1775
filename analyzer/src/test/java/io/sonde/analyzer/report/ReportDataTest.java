package io.sonde.analyzer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.aggregate.SampleOwners;
import io.sonde.analyzer.aggregate.Timeline;
import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.report.html.FlameData;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportDataTest {
  private static final int COLLECTIONS = 5000;

  @Test
  void placesThatKeepOthersWaiting_areProvedByTheClock() {
    FlameData wall =
        new FlameData(
            "", "", Map.of("kind", "wall"), Set.of("com.shop.pricing.PriceRules.matches"));
    FlameData lock =
        new FlameData(
            "", "", Map.of("kind", "lock"), Set.of("com.shop.pricing.PriceRules.matches"));
    for (String rule : List.of("connection-pool-saturation", "connection-held-too-long")) {
      assertThat(ProfileOfRule.kind(rule, ReportSamples.PRICING, List.of(lock, wall)))
          .isEqualTo("wall");
    }
    assertThat(ProfileOfRule.kind("lock-contention", ReportSamples.PRICING, List.of(wall, lock)))
        .isEqualTo("lock");
  }

  @Test
  void manyCollections_keepTotalsAndExtremes() {
    Map<?, ?> memory = memory(ReportSamples.manyCollections(COLLECTIONS));

    assertThat(memory.get("collections")).isEqualTo(COLLECTIONS);
    // 1 ms each, but one of them, which no fixed step would meet, takes 901 ms.
    assertThat(memory.get("paused")).isEqualTo((COLLECTIONS + 900) * 1e6);
    assertThat(memory.get("longest")).isEqualTo(901e6);
    List<double[]> pauses = points(memory, "pauses");
    assertThat(pauses).hasSizeBetween(COLLECTIONS / 4, 4000);
    assertThat(pauses).anySatisfy(pause -> assertThat(pause[1]).isEqualTo(901e6));
  }

  @Test
  void pauses_areCountedWhole_withoutGaps() {
    List<?> histogram =
        (List<?>) memory(ReportSamples.manyCollections(COLLECTIONS)).get("histogram");

    assertThat(histogram).hasSize(9).first().isEqualTo(new long[] {1_000_000, 2_000_000, 4_999});
    assertThat(histogram.get(1)).isEqualTo(new long[] {2_000_000, 5_000_000, 0});
    assertThat(histogram.get(8)).isEqualTo(new long[] {500_000_000, 1_000_000_000, 1});
  }

  @Test
  void liveSet_tellsItsSlopeWithItsInterval_whereEnoughIsKnown() {
    assertThat((String) memory(ReportSamples.shop()).get("growth"))
        .matches("Its slope is .+/s \\(99 % interval .+/s to .+/s, \\d+ readings\\).*");
    assertThat((String) memory(ReportSamples.empty()).get("growth")).isEmpty();
  }

  @Test
  void manyReadings_keepTheLeastHeapAfterCollections() {
    List<double[]> heap = points(memory(ReportSamples.manyCollections(COLLECTIONS)), "heap");

    assertThat(heap).hasSizeBetween(COLLECTIONS / 4, 4000);
    assertThat(heap).allSatisfy(reading -> assertThat(reading[2]).isEqualTo(1));
    assertThat(heap).anySatisfy(reading -> assertThat(reading[1]).isEqualTo(7 << 20));
  }

  @Test
  void readingsBefore_areTheFirstToGo() {
    List<double[]> heap = points(memory(ReportSamples.manyCollections(3000)), "heap");

    assertThat(heap).hasSize(3000);
  }

  private static Map<?, ?> memory(Analysis analysis) {
    Timeline timeline = Timeline.of(analysis.recording());
    return (Map<?, ?>)
        ReportData.of(analysis, List.of(), SampleOwners.of(analysis.recording()), timeline, "")
            .get("memory");
  }

  private static List<double[]> points(Map<?, ?> memory, String name) {
    return ((List<?>) memory.get(name)).stream().map(double[].class::cast).toList();
  }
}
