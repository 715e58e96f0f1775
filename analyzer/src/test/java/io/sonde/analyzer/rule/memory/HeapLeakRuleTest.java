package io.sonde.analyzer.rule.memory;

import static io.sonde.analyzer.rule.RecordingSketch.MB;
import static io.sonde.analyzer.rule.RecordingSketch.lasting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.rule.RecordingSketch;
import io.sonde.analyzer.rule.Rules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class HeapLeakRuleTest {
  private static final String SITE =
      "org.springframework.web.servlet.DispatcherServlet.doDispatch > com.shop.Sessions.touch > "
          + "java.util.HashMap.put";

  @Test
  void steadyGrowth_warns_withIntervalExhaustionSiteAndPath() {
    RecordingSketch sketch = heap(60, i -> 50 * MB + i * MB / 10);
    for (int i = 10; i < 50; i++) {
      sketch.oldObject(i * 10, "com.shop.Session", SITE);
    }
    Finding finding = only(sketch);
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(value(finding, "growth of the live set")).isBetween(9_000.0, 11_000.0);
    assertThat(finding.evidence()).anyMatch(each -> each.label().contains("confidence interval"));
    assertThat(value(finding, "time to exhaustion")).isBetween(90_000e9, 100_000e9);
    assertThat(finding.location().get(0).toString()).isEqualTo("com.shop.Sessions.touch");
    assertThat(text(finding, "held by")).contains("com.shop.Sessions.map");
    assertThat(text(finding, "most of them are")).isEqualTo("com.shop.Session");
  }

  @Test
  void leakOneTenthOfWhatMissionControlNeeds_isCaught() {
    // 1 % a minute of 100 MB, over ten minutes.
    Finding finding = only(heap(60, i -> 100 * MB + i * MB / 6));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void exhaustionWithinTheHour_isCritical() {
    assertThat(only(heap(60, i -> (50 + 5 * i) * MB)).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void cacheThatLevelsOff_isOk_andSaysSo() {
    RuleResult result = evaluate(heap(60, i -> (50 + 3 * Math.min(i, 20)) * MB));
    assertThat(result).isInstanceOf(RuleResult.Ok.class);
    assertThat(result.reason()).contains("levels off").doesNotContain("Infinity");
  }

  @Test
  void oneBigArray_isOk_andSaysSo() {
    RuleResult result = evaluate(heap(60, i -> (i < 30 ? 50 : 400) * MB));
    assertThat(result).isInstanceOf(RuleResult.Ok.class);
    assertThat(result.reason()).contains("jump").doesNotContain("Infinity");
  }

  /**
   * The step between two readings is mostly their noise: only all of them tell its height. By that
   * step alone these readings seemed to leak 6.5 kB/s.
   */
  @Test
  void bigArrayBetweenNoisyReadings_isOk() {
    int[] tenths = {
      133, 110, 107, 116, 109, 135, 111, 112, 124, 123, 139, 118, 117, 125, 124, 112, 129, 118, 256,
      269, 286, 269, 257, 274, 254, 273, 270, 270, 269, 255, 266, 278, 278, 295, 274, 271
    };
    RuleResult result = evaluate(heap(tenths.length, i -> tenths[(int) i] * MB / 10));
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.Ok.class);
  }

  /** The live set of a Spring Boot service that started on a busy machine, then met its load. */
  @Test
  void startOfTheService_isNoLeak() {
    double[][] secondsAndMegabytes = {
      {3, 10.7}, {10.5, 20.4}, {15.9, 22.3}, {23, 30.5}, {34.5, 43.5}, {40.9, 54.4}, {52, 60.6}
    };
    RecordingSketch sketch = lasting(68).fromStart();
    for (double[] each : secondsAndMegabytes) {
      long bytes = (long) (each[1] * MB);
      sketch.collection(each[0], "G1Old", "G1 Evacuation Pause", 20, bytes + 9 * MB, bytes);
    }
    RuleResult result = evaluate(sketch);
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.NotApplicable.class);
    assertThat(result.reason()).contains("while the service started", "Record for longer");
  }

  /**
   * A healthy shop whose recording ended with a marking cycle: its own reading, at its end, holds
   * what was allocated meanwhile; taken for the live set it made a leak of 443 kB/s.
   */
  @Test
  void markingAtTheEnd_whichNoCollectionFollows_isNoReadingOfTheLiveSet() {
    double[][] secondsAndMegabytes = {
      {0, 45.5, 40.4}, {8, 43.8, 43}, {12, 52.7, 48.4}, {19, 53.9, 48.6}, {26, 56.2, 48.7}
    };
    RuleResult result = evaluate(markedAtTheEnd(secondsAndMegabytes, 48_800_000, 54_000_000));
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.Ok.class);
    assertThat(result.reason()).contains("jump");
  }

  /** What the young collection that began the cycle left is one, so that a leak is still seen. */
  @Test
  void leakWhoseLastReadingIsThatOfAMarking_isFound() {
    double[][] secondsAndMegabytes = {
      {0, 57.8, 54.4}, {8, 58, 57.8}, {12, 61.7, 61.7}, {19, 66.6, 66.6}, {26, 70.4, 70.2}
    };
    RuleResult result = evaluate(markedAtTheEnd(secondsAndMegabytes, 74_100_000, 79_000_000));
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.Found.class);
  }

  /** Each row: seconds of a marking, megabytes at its end, and what is left a second later. */
  private static RecordingSketch markedAtTheEnd(double[][] rows, long before, long marked) {
    RecordingSketch sketch = lasting(40);
    for (double[] row : rows) {
      long own = (long) (row[1] * 1e6);
      long live = (long) (row[2] * 1e6);
      sketch.collection(row[0], "G1Old", "G1 Evacuation Pause", 20, own, own);
      sketch.young(row[0] + 1, 5, live + 15 * MB, live);
    }
    sketch.young(33, 5, before + 15 * MB, before);
    sketch.collection(33.1, "G1Old", "G1 Evacuation Pause", 20, marked, marked);
    return sketch;
  }

  @Test
  void leakThatGoesOnAfterTheStart_isFound() {
    Finding finding = only(heap(60, i -> (i < 10 ? 20 + 3 * i : 50) * MB + i * MB / 2).fromStart());
    assertThat(value(finding, "growth of the live set")).isBetween(45_000.0, 55_000.0);
  }

  /**
   * A slow leak in a shop whose start needed thirteen markings and the minute after it five: their
   * series is that of a cache. The readings are those of such a run.
   */
  @Test
  void leakAfterAStartWithMostOldCollections_isFound() {
    double[][] young = {
      {33.7, 54.5},
      {37.0, 55.3},
      {40.7, 56.6},
      {44.8, 58.5},
      {48.7, 58.6},
      {52.7, 60.3},
      {56.4, 62.0},
      {60.6, 63.5},
      {65.5, 66.0},
      {70.2, 67.9},
      {75.0, 66.3},
      {80.6, 68.2},
      {85.9, 71.2},
      {91.0, 101.7},
      {91.7, 72.1},
      {96.7, 74.1}
    };
    double[][] old = {{40.9, 56.6}, {52.9, 61.4}, {65.7, 71.2}, {80.8, 73.4}, {91.8, 73.1}};
    Finding finding = only(busyStart(young, old));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(value(finding, "growth of the live set")).isBetween(250e3, 400e3);
  }

  /** What young collections leave is at least what is reachable: where it stands, nothing leaks. */
  @Test
  void cacheThatIsFullAfterSuchAStart_isNoLeak() {
    double[][] young = new double[20][];
    Arrays.setAll(young, i -> new double[] {33.7 + 3.2 * i, 54 + i * 7 % 4});
    double[][] old = {{40.9, 53.6}, {52.9, 54.4}, {65.7, 54.2}, {80.8, 53.8}, {91.8, 54.1}};
    assertThat(evaluate(busyStart(young, old))).isInstanceOf(RuleResult.Ok.class);
  }

  /** Thirteen old collections in the first third, in which the heap fills. */
  private static RecordingSketch busyStart(double[][] young, double[][] old) {
    RecordingSketch sketch = lasting(100).fromStart();
    for (int i = 0; i < 13; i++) {
      long filled = (12 + 3 * i) * MB;
      sketch.collection(1 + 2 * i, "G1Old", "G1 Evacuation Pause", 5, filled, filled);
    }
    List<double[]> all = new ArrayList<>(List.of(young));
    all.addAll(List.of(old));
    all.sort(Comparator.comparingDouble(row -> row[0]));
    for (double[] row : all) {
      String name = List.of(old).contains(row) ? "G1Old" : "G1New";
      long left = (long) (row[1] * MB);
      sketch.collection(row[0], name, "G1 Evacuation Pause", 5, left + 20 * MB, left);
    }
    return sketch;
  }

  @Test
  void heapThatStandsStillBehindTheLastOldCollection_isNoLeak() {
    RecordingSketch longer = lasting(250);
    for (int i = 0; i < 20; i++) {
      long bytes = (50 + 2L * i) * MB;
      longer.collection(i * 10, "ParallelOld", "Ergonomics", 20, bytes + 30 * MB, bytes);
    }
    for (int i = 0; i < 11; i++) {
      longer.young(201 + 4 * i, 5, 120 * MB, 89 * MB);
    }
    assertThat(only(heap(20, i -> (50 + 2 * i) * MB)).rule()).isEqualTo("heap-leak");
    RuleResult result = evaluate(longer);
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.Ok.class);
    assertThat(result.reason()).contains("levels off");
  }

  @Test
  void growthThatIsNoStraightLine_isFound() {
    Finding finding = only(heap(60, i -> 50 * MB + 400 * MB * i * i / 3600));
    assertThat(finding.severity()).isGreaterThanOrEqualTo(Severity.WARNING);
    assertThat(finding.evidence()).noneMatch(each -> each.toString().contains("Infinity"));
  }

  @Test
  void leakBehindAJump_isFound_withTheLeaksRate() {
    Finding finding = only(heap(60, i -> (50 + i + (i < 30 ? 0 : 300)) * MB));
    assertThat(value(finding, "growth of the live set")).isBetween(90_000.0, 110_000.0);
  }

  @Test
  void oldCollectionsOfStartUpAlone_proveNothing() {
    RecordingSketch sketch = lasting(600).maxHeap(200 * MB);
    for (int i = 0; i < 11; i++) {
      sketch.collection(
          i, "G1Old", "Metadata GC Threshold", 5, (20 + 3 * i) * MB, (10 + 3 * i) * MB);
    }
    for (int i = 0; i < 300; i++) {
      long after = 42 * MB + i * MB / 10;
      sketch.young(12 + i * 1.9, 5, after + 40 * MB, after);
    }
    Finding finding = only(sketch);
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.impact()).isZero();
    assertThat(finding.title()).contains("may leak");
  }

  @Test
  void startUpThenFlat_isOk() {
    RecordingSketch sketch = lasting(600).maxHeap(200 * MB);
    for (int i = 0; i < 11; i++) {
      sketch.collection(
          i, "G1Old", "Metadata GC Threshold", 5, (20 + 3 * i) * MB, (10 + 3 * i) * MB);
    }
    for (int i = 0; i < 300; i++) {
      long after = 42 * MB + i % 7 * MB / 3;
      sketch.young(12 + i * 1.9, 5, after + 40 * MB, after);
    }
    assertThat(evaluate(sketch)).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void objectsOfAnEarlierWriting_andStartUpsAndTheAgents_areNoSuspects() {
    RecordingSketch sketch = heap(60, i -> 50 * MB + i * MB / 10);
    for (int i = 0; i < 50; i++) {
      sketch.oldObjectWrittenAt(300, 250, "com.shop.Request", "com.shop.Queue.add");
      sketch.oldObject(20, "com.shop.Config", "com.shop.Main.main");
      sketch.oldObject(400, "io.sonde.bootstrap.ThreadCell", "com.shop.Cart.total");
    }
    for (int i = 30; i < 50; i++) {
      sketch.oldObject(i * 10, "com.shop.Session", SITE);
    }
    Finding finding = only(sketch);
    assertThat(text(finding, "most of them are")).isEqualTo("com.shop.Session");
    assertThat(value(finding, "sampled objects that survived")).isEqualTo(20);
    assertThat(finding.location().get(0).toString()).isEqualTo("com.shop.Sessions.touch");
  }

  @Test
  void siteThatGrewBetweenWritings_isNamed_notOneThatStayed() {
    RecordingSketch sketch = heap(60, i -> 50 * MB + i * MB / 10);
    for (int i = 0; i < 60; i++) {
      sketch.oldObjectWrittenAt(400, 250, "com.shop.Config", "com.shop.Main.main");
      sketch.oldObject(250, "com.shop.Config", "com.shop.Main.main");
    }
    for (int i = 1; i < 50; i++) {
      sketch.oldObject(i * 10, "com.shop.Session", SITE);
    }
    assertThat(only(sketch).location().get(0).toString()).isEqualTo("com.shop.Sessions.touch");
  }

  @Test
  void backlogThatHoldsOnlyRecentObjects_isInfo_andSaysSo() {
    RecordingSketch sketch = heap(60, i -> (50 + i) * MB);
    for (int i = 0; i < 100; i++) {
      sketch.oldObject(400 + 1.8 * i, "com.shop.Request", "com.shop.Queue.add");
    }
    Finding finding = only(sketch);
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.summary()).contains("turns over");
  }

  @Test
  void busyProcessorsWithoutOldObjects_areInfo_butNotWithALeaksObjects() {
    RecordingSketch without = heap(60, i -> (50 + i) * MB).cpuLoad(0.95, 0.97);
    assertThat(only(without).severity()).isEqualTo(Severity.INFO);
    assertThat(only(without).summary()).contains("queue up");
    RecordingSketch with = heap(60, i -> (50 + i) * MB).cpuLoad(0.95, 0.97);
    for (int i = 0; i < 55; i++) {
      with.oldObject(i * 10, "com.shop.Session", SITE);
    }
    assertThat(only(with).severity()).isGreaterThanOrEqualTo(Severity.WARNING);
  }

  @Test
  void youngCollectionsAlone_thatOnlySlowDown_areNotApplicable() {
    RecordingSketch sketch = lasting(600);
    for (int i = 0; i < 300; i++) {
      long after = (long) (40 * MB + 100 * MB * (1 - Math.exp(-i / 100.0)));
      sketch.young(i * 2, 5, after + 40 * MB, after);
    }
    RuleResult result = evaluate(sketch);
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.NotApplicable.class);
    assertThat(result.reason()).contains("no old collection ran");
  }

  @Test
  void leakUntilTheHeapIsFull_isExhaustion_withTheRate() {
    RecordingSketch sketch = lasting(320).maxHeap(100 * MB);
    for (int i = 0; i < 30; i++) {
      sketch.collection(i * 10, "ParallelOld", "Ergonomics", 20, 99 * MB, (8 + 3 * i) * MB);
    }
    sketch.collection(300, "G1Full", "G1 Compaction Pause", 50, 99 * MB, 98 * MB);
    sketch.collection(301, "G1Full", "G1 Compaction Pause", 50, 99 * MB, 98 * MB);
    Finding finding = only(sketch);
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.title()).contains("exhausted");
    assertThat(value(finding, "growth of the live set")).isBetween(0.27e6, 0.33e6);
  }

  @Test
  void flat_isOk_andStatesWhatWouldHaveBeenSeen() {
    RuleResult result = evaluate(heap(60, i -> 50 * MB + i * 7919 % 13 * 40_000));
    assertThat(result).isInstanceOf(RuleResult.Ok.class);
    assertThat(result.reason()).contains("A steady leak faster than", "/s");
  }

  @Test
  void heapFullAfterFullCollections_isCritical() {
    RecordingSketch sketch = lasting(3).maxHeap(100 * MB);
    for (int i = 0; i < 3; i++) {
      sketch.collection(i, "G1Full", "G1 Compaction Pause", 50, 99 * MB, 97 * MB);
    }
    Finding finding = only(sketch);
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.title()).contains("exhausted");
  }

  @Test
  void oldObjectsNotRecorded_isSaid() {
    Finding finding = only(heap(60, i -> (50 + i) * MB));
    assertThat(text(finding, "allocation sites that grow")).contains("jdk.OldObjectSample");
    assertThat(finding.location()).isEmpty();
  }

  @Test
  void fewCollections_orNoHeapEvents_isNotApplicable() {
    assertThat(evaluate(heap(3, i -> i * MB))).isInstanceOf(RuleResult.NotApplicable.class);
    assertThat(evaluate(lasting(60)).reason()).contains("jdk.GCHeapSummary");
  }

  @Test
  void oddReadings_neverThrow() {
    RecordingSketch sketch = lasting(0).maxHeap(0);
    for (int i = 0; i < 30; i++) {
      sketch.collection(0, "SerialOld", "x", 0, -1, i % 2 == 0 ? -5 : 0);
    }
    assertThat(evaluate(sketch).rule()).isEqualTo("heap-leak");
  }

  /** An old collection every ten seconds that leaves so much. */
  private static RecordingSketch heap(int collections, LongUnaryOperator after) {
    RecordingSketch sketch = lasting(collections * 10);
    for (int i = 0; i < collections; i++) {
      long bytes = after.applyAsLong(i);
      sketch.collection(i * 10, "ParallelOld", "Ergonomics", 20, bytes + 30 * MB, bytes);
    }
    return sketch;
  }

  private static double value(Finding finding, String label) {
    return evidence(finding, label).value();
  }

  private static String text(Finding finding, String label) {
    return evidence(finding, label).text();
  }

  private static Evidence evidence(Finding finding, String label) {
    return finding.evidence().stream()
        .filter(each -> each.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  private static Finding only(RecordingSketch sketch) {
    RuleResult result = evaluate(sketch);
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.Found.class);
    return ((RuleResult.Found) result).findings().get(0);
  }

  private static RuleResult evaluate(RecordingSketch sketch) {
    return Rules.evaluate(new HeapLeakRule(), sketch.build());
  }
}
