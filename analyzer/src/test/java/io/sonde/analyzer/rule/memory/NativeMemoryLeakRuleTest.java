package io.sonde.analyzer.rule.memory;

import static io.sonde.analyzer.rule.RecordingSketch.MB;
import static io.sonde.analyzer.rule.RecordingSketch.lasting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.rule.RecordingSketch;
import io.sonde.analyzer.rule.Rules;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class NativeMemoryLeakRuleTest {
  private static final String DECODE =
      "com.shop.Pictures.show > com.shop.Thumbnails.decode:55 > java.nio.ByteBuffer.allocateDirect"
          + " > java.nio.DirectByteBuffer.<init>";
  private static final String INFLATE =
      "com.shop.Import.run > com.shop.Archive.open:31 > java.util.zip.Inflater.<init>"
          + " > java.util.zip.Inflater.init > [inflateInit2_]";
  private static final int SEEDS = 40;

  @Test
  void directBuffersThatOutliveACollection_warnOrAreCritical_andNameTheSite() {
    RecordingSketch sketch =
        limit(old(direct(120, t -> (100 + 0.05 * t) * MB), 100), 10_000 * MB)
            .cpu(5, DECODE)
            .cpu(500, "com.shop.Cart.total");
    Finding finding = only(sketch);
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.title()).contains("50 kB/s", "Thumbnails.decode");
    assertThat(finding.location().get(0).className()).isEqualTo("com.shop.Thumbnails");
    assertThat(only(limit(old(direct(120, t -> (100 + t) * MB), 100), 1_000 * MB)).severity())
        .isEqualTo(Severity.CRITICAL);
  }

  @Test
  void directBuffersThatNoCollectionLookedAt_areInfo() {
    Finding finding = only(direct(120, t -> (100 + t) * MB));
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.summary()).contains("No collection of the whole heap");
  }

  @Test
  void directBuffersThatACollectionFrees_areOk() {
    RecordingSketch sketch = direct(120, t -> (100 + (t < 110 ? t : t - 110)) * MB);
    assertThat(evaluate(old(sketch, 110))).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void poolOfBuffersThatFills_isOk() {
    assertThat(evaluate(old(direct(120, t -> (100 + Math.min(60, 2 * t)) * MB), 100)))
        .isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void allocationsThatNothingFrees_warn_andNameTheSiteAndWhatItCalls() {
    RecordingSketch sketch = lasting(120);
    for (int i = 0; i < 240; i++) {
      sketch.unfreed(i * 0.5, 100_000, INFLATE);
    }
    Finding finding = only(sketch);
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.title()).contains("200 kB/s", "Archive.open");
    assertThat(finding.location().get(0).toString()).isEqualTo("com.shop.Archive.open:31");
    assertThat(finding.recommendation()).contains("Inflater.init");
  }

  @Test
  void allocationsThatEndEarly_orAreFreedInTime_orAreTheJvms_areOk() {
    RecordingSketch cache = lasting(120);
    RecordingSketch inUse = lasting(120);
    RecordingSketch jvm = lasting(120);
    for (int i = 0; i < 240; i++) {
      cache.unfreed(i * 0.1, 100_000, INFLATE);
      inUse.unfreed(110 + i * 0.04, 100_000, INFLATE);
      jvm.unfreed(i * 0.5, 100_000, "java.lang.Thread.run > [os::malloc]");
    }
    assertThat(evaluate(cache)).isInstanceOf(RuleResult.Ok.class);
    assertThat(evaluate(inUse)).isInstanceOf(RuleResult.Ok.class);
    assertThat(evaluate(jvm)).isInstanceOf(RuleResult.Ok.class);
    assertThat(evaluate(jvm).reason()).contains("Native memory that nothing freed");
  }

  @Test
  void fewLargeAllocations_proveNothing() {
    RecordingSketch sketch = lasting(120);
    for (int i = 0; i < 20; i++) {
      sketch.unfreed(i * 6, 5 * MB, INFLATE);
    }
    assertThat(evaluate(sketch)).isNotInstanceOf(RuleResult.Found.class);
  }

  @Test
  void directBuffersThatLeak_areNotToldAgainAsNativeAllocations() {
    RecordingSketch sketch = old(direct(120, t -> (100 + t) * MB), 100).cpu(5, DECODE);
    for (int i = 0; i < 240; i++) {
      sketch.unfreed(i * 0.5, MB / 2, DECODE);
    }
    assertThat(only(sketch).title()).startsWith("Direct buffers leak");
    assertThat(((RuleResult.Found) evaluate(sketch)).findings()).hasSize(1);
  }

  @Test
  void trackedType_isNamed_butNotTheHeapNorTheRecorder() {
    RecordingSketch sketch = lasting(120);
    for (String type : new String[] {"Java Heap", "Tracing", "Class", "Thread"}) {
      tracked(sketch, type, t -> (50 + t) * MB);
    }
    assertThat(evaluate(sketch)).isNotInstanceOf(RuleResult.Found.class);
    Finding finding = only(tracked(sketch, "Symbol", t -> (20 + t / 4) * MB));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.title()).contains("of type Symbol", "250 kB/s");
    assertThat(finding.recommendation()).contains("names");
  }

  /** One type's leak once hid that of a type which is read after it. */
  @Test
  void twoTrackedTypesThatLeak_areBothNamed() {
    RecordingSketch sketch = tracked(lasting(120), "Symbol", t -> (20 + t / 4) * MB);
    RuleResult result = evaluate(tracked(sketch, "Other", t -> (20 + t / 2) * MB));
    assertThat(((RuleResult.Found) result).findings())
        .extracting(Finding::title)
        .anyMatch(title -> title.contains("of type Symbol"))
        .anyMatch(title -> title.contains("of type Other"));
  }

  @Test
  void residentSetBeyondTheHeap_warns() {
    Finding finding = only(heap(resident(120, t -> (400 + 5 * t) * MB), 200 * MB, 200 * MB));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.recommendation()).contains("NativeMemoryTracking");
    assertThat(finding.evidence())
        .anyMatch(each -> each.label().startsWith("growth that the heap cannot explain"));
  }

  @Test
  void residentSetThatTheHeapMayExplain_isInfo() {
    Finding finding = only(heap(resident(120, t -> (400 + 5 * t) * MB), 100 * MB, 2_000 * MB));
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.recommendation()).contains("AlwaysPreTouch");
  }

  /**
   * The shop once was told to leak in its first 80 seconds: compiler, metadata and recorder grew.
   */
  @Test
  void residentSetOfAJvmThatJustStarted_isInfo_andThatOfALaterOneWarns() {
    Finding early =
        only(heap(resident(80, t -> (400 + 2 * t) * MB).fromStart(), 200 * MB, 200 * MB));
    assertThat(early.severity()).isEqualTo(Severity.INFO);
    assertThat(early.summary()).contains("had just started");
    assertThat(early.recommendation()).contains("two minutes");
    Finding later =
        only(heap(resident(300, t -> (400 + 2 * t) * MB).fromStart(), 200 * MB, 200 * MB));
    assertThat(later.severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void heapThatGrows_isNoLeakOutsideOfIt() {
    RecordingSketch sketch = resident(120, t -> (200 + 5 * t) * MB);
    for (int at = 0; at < 120; at++) {
      long used = (100 + 5L * at) * MB;
      sketch.maxHeap(used).young(at, 5, used, used);
    }
    assertThat(evaluate(sketch)).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void healthyShapes_falseAlarms() {
    int alarms = 0;
    int runs = 0;
    for (var shape : GrowthShapes.healthy().entrySet()) {
      for (int seed = 0; seed < SEEDS; seed++) {
        double seconds = seed % 2 == 0 ? 60 : 600;
        var bytes = GrowthShapes.noisy(shape.getValue(), seconds, 500e6, 300e6, 4e6, seed);
        RecordingSketch sketch = heap(resident(seconds, bytes), 100 * MB, 100 * MB);
        var buffers = GrowthShapes.noisy(shape.getValue(), seconds, 20e6, 60e6, 0.5e6, -seed - 1);
        sketch.gauge("jdk.DirectBufferStatistics", Gauge.DIRECT_BUFFERS, "", 1, buffers);
        alarms += ThreadLeakRuleTest.isAlarm(evaluate(old(sketch, 0.9 * seconds))) ? 1 : 0;
        runs++;
      }
    }
    assertThat(alarms).as("of %s runs", runs).isLessThanOrEqualTo(runs / 100);
  }

  @Test
  void leaks_misses() {
    int found = 0;
    int runs = 0;
    for (var shape : GrowthShapes.leaking().entrySet()) {
      for (int seed = 0; seed < SEEDS; seed++) {
        double seconds = seed % 2 == 0 ? 60 : 600;
        var bytes = GrowthShapes.noisy(shape.getValue(), seconds, 500e6, 300e6, 4e6, seed);
        RecordingSketch sketch = heap(resident(seconds, bytes), 100 * MB, 100 * MB);
        found += ThreadLeakRuleTest.isAlarm(evaluate(sketch)) ? 1 : 0;
        runs++;
      }
    }
    assertThat(found).as("of %s runs", runs).isGreaterThanOrEqualTo(runs * 95 / 100);
  }

  @Test
  void evaluate_needUnmet_isNotApplicableWithRemedy() {
    assertThat(evaluate(lasting(60)).reason()).contains("jdk.ResidentSetSize");
  }

  private static RecordingSketch direct(double seconds, DoubleUnaryOperator bytes) {
    return lasting(seconds)
        .gauge("jdk.DirectBufferStatistics", Gauge.DIRECT_BUFFERS, "", 1, bytes)
        .gauge("jdk.DirectBufferStatistics", Gauge.DIRECT_BUFFER_COUNT, "", 1, t -> 100);
  }

  private static RecordingSketch limit(RecordingSketch sketch, long bytes) {
    return sketch.gauge("jdk.DirectBufferStatistics", Gauge.DIRECT_BUFFER_LIMIT, "", 1, t -> bytes);
  }

  private static RecordingSketch tracked(
      RecordingSketch sketch, String type, DoubleUnaryOperator bytes) {
    return sketch.gauge("jdk.NativeMemoryUsage", Gauge.NATIVE_MEMORY, type, 5, bytes);
  }

  private static RecordingSketch resident(double seconds, DoubleUnaryOperator bytes) {
    return lasting(seconds).gauge("jdk.ResidentSetSize", Gauge.RESIDENT_SET, "", 1, bytes);
  }

  /** A heap that is read before the resident set is. */
  private static RecordingSketch heap(RecordingSketch sketch, long used, long committed) {
    return sketch.maxHeap(committed).young(0.1, 5, used, used / 2);
  }

  private static RecordingSketch old(RecordingSketch sketch, double at) {
    return sketch.collection(at, "G1Old", "G1 Evacuation Pause", 9, 60 * MB, 30 * MB);
  }

  private static Finding only(RecordingSketch sketch) {
    RuleResult result = evaluate(sketch);
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.Found.class);
    return ((RuleResult.Found) result).findings().get(0);
  }

  private static RuleResult evaluate(RecordingSketch sketch) {
    return Rules.evaluate(new NativeMemoryLeakRule(), sketch.build());
  }
}
