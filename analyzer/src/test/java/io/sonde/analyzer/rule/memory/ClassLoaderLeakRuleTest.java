package io.sonde.analyzer.rule.memory;

import static io.sonde.analyzer.rule.RecordingSketch.MB;
import static io.sonde.analyzer.rule.RecordingSketch.lasting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.IncidentKind;
import io.sonde.analyzer.model.StackTable;
import io.sonde.analyzer.rule.RecordingSketch;
import io.sonde.analyzer.rule.Rules;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ClassLoaderLeakRuleTest {
  private static final String LOADER = "com.shop.Templates$TemplateLoader";
  private static final String MAKER =
      "com.shop.Report.print > com.shop.Templates.compile:21 > java.lang.ClassLoader.loadClass > "
          + LOADER
          + ".findClass > java.lang.ClassLoader.defineClass";
  private static final int SEEDS = 40;

  @Test
  void loadersThatOutliveACollection_warn_withLoaderAndMaker() {
    RecordingSketch sketch = loaders(old(classes(120, t -> 8000 + 10 * t), 100), 2, 240);
    for (int i = 40; i < 120; i++) {
      sketch.incident(i, "jdk.ClassDefine", IncidentKind.CLASS_DEFINED, "main", LOADER, 0, MAKER);
    }
    Finding finding = only(sketch);
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.title()).contains("10", "/s", "Templates.compile");
    assertThat(finding.summary()).contains(LOADER, "there were 2 loaders and are 240");
    assertThat(finding.location().get(0).className()).isEqualTo("com.shop.Templates");
    assertThat(finding.location().get(0).methodName()).isEqualTo("compile");
  }

  @Test
  void samplesNameTheMaker_whereDefinitionsWereNotRecorded() {
    RecordingSketch sketch = loaders(old(classes(120, t -> 8000 + 10 * t), 100), 2, 240);
    sketch.cpu(20, MAKER).cpu(500, "com.shop.Cart.total");
    assertThat(only(sketch).location().get(0).methodName()).isEqualTo("compile");
  }

  @Test
  void codeThatTheLoadersThemselvesLoaded_isNotTheMaker() {
    RecordingSketch sketch = loaders(old(classes(120, t -> 8000 + 10 * t), 100), 2, 240);
    String template =
        "com.shop.Report.print > com.shop.Templates.compile:30 > com.shop.Invoice.get";
    sketch.cpu(2, MAKER).cpu(98, template + " > java.lang.ClassLoader.defineClass");
    assertThat(only(sketch).location().get(0).methodName())
        .as("nobody knows better")
        .isEqualTo("get");
    StackTable.Builder stacks = sketch.builder().stacks();
    stacks.markCopied(stacks.frame(RecordingSketch.frames("com.shop.Invoice.get").get(0)));
    assertThat(only(sketch).location().get(0).methodName()).isEqualTo("compile");
  }

  @Test
  void whereAllCodeIsLoadedManyTimes_theLoaderItselfIsNotTheMaker() {
    RecordingSketch sketch = loaders(old(classes(120, t -> 8000 + 10 * t), 100), 2, 240);
    sketch.cpu(20, MAKER);
    StackTable.Builder stacks = sketch.builder().stacks();
    RecordingSketch.frames(MAKER).forEach(frame -> stacks.markCopied(stacks.frame(frame)));
    assertThat(only(sketch).location().get(0).methodName()).isEqualTo("compile");
  }

  @Test
  void noCollectionOfTheWholeHeap_isInfoThatSaysSo() {
    Finding finding = only(loaders(classes(120, t -> 8000 + 10 * t), 2, 240));
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.recommendation()).contains("GC.run");
    assertThat(finding.impact()).isZero();
  }

  @Test
  void classesThatACollectionUnloads_areOk() {
    // Grows to the last collection, which takes all away, and grows anew.
    RecordingSketch sketch = classes(120, t -> 8000 + (t < 100 ? 10 * t : 10 * (t - 100)));
    assertThat(ThreadLeakRuleTest.isAlarm(evaluate(old(sketch, 100)))).isFalse();
  }

  @Test
  void classesOfLoadersThatWereThere_areInfoUntilTheyAreMany() {
    Finding few = only(app(old(classes(120, t -> 8000 + 5 * t), 100), 8000, 8600));
    assertThat(few.severity()).isEqualTo(Severity.INFO);
    assertThat(few.summary()).contains("first time");
    Finding many = only(app(old(classes(120, t -> 8000 + 30 * t), 100), 8000, 11_600));
    assertThat(many.severity()).isEqualTo(Severity.WARNING);
    assertThat(many.recommendation()).contains("generate");
  }

  /** A service of 30 s that never stops loading: nearly all code runs for the first time. */
  @Test
  void startOfAService_isInfo_butNewLoadersAreNot() {
    RecordingSketch start = old(classes(30, t -> 5_800 + 200 * t), 25).fromStart();
    moment(start, 0.1, "jdk.internal.loader.ClassLoaders$AppClassLoader", 1, 5_800);
    moment(start, 29, "jdk.internal.loader.ClassLoaders$AppClassLoader", 1, 11_600);
    Finding finding = only(start);
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.summary()).contains("first time");
    RecordingSketch leak = old(classes(30, t -> 5_800 + 200 * t), 25).fromStart();
    moment(leak, 0.1, LOADER, 2, 10);
    moment(leak, 29, LOADER, 1_200, 6_000);
    assertThat(only(leak).severity()).isGreaterThanOrEqualTo(Severity.WARNING);
  }

  @Test
  void heapThatLeaksWithThem_makesItAsSevere() {
    RecordingSketch sketch = loaders(classes(120, t -> 8000 + 10 * t), 2, 240);
    sketch.maxHeap(100 * MB);
    for (int i = 0; i < 12; i++) {
      sketch.collection(10 * i + 5, "G1Full", "Allocation Failure", 9, 60 * MB, (30 + 2 * i) * MB);
    }
    assertThat(only(sketch).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void lastAttemptBeforeOutOfMemory_isCritical() {
    RecordingSketch sketch =
        classes(60, t -> 8000)
            .collection(50, "G1Full", "Metadata GC Clear Soft References", 90, 9 * MB, 9 * MB);
    Finding finding = only(sketch);
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.impact()).isEqualTo(1);
  }

  @Test
  void startUpAlone_isOk() {
    DoubleUnaryOperator startUp = t -> 500 + 9000 * (1 - Math.exp(-t / 6)) + 30 * Math.log1p(t);
    assertThat(evaluate(old(classes(120, startUp).fromStart(), 100)))
        .isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void justBelowTheLeastGrowth_isOk() {
    assertThat(evaluate(old(classes(120, t -> 3000 + 95 * t / 120), 100)))
        .isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void healthyShapes_falseAlarms() {
    int alarms = 0;
    int runs = 0;
    for (var shape : GrowthShapes.healthy().entrySet()) {
      for (int seed = 0; seed < SEEDS; seed++) {
        double seconds = seed % 2 == 0 ? 60 : 600;
        var value = GrowthShapes.noisy(shape.getValue(), seconds, 6000, 2500, 5, seed);
        RecordingSketch sketch = old(classes(seconds, value), 0.9 * seconds);
        alarms += ThreadLeakRuleTest.isAlarm(evaluate(loaders(sketch, 2, 240))) ? 1 : 0;
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
        var value = GrowthShapes.noisy(shape.getValue(), seconds, 6000, 2500, 5, seed);
        RecordingSketch sketch = old(classes(seconds, value), 0.9 * seconds);
        found += ThreadLeakRuleTest.isAlarm(evaluate(loaders(sketch, 2, 240))) ? 1 : 0;
        runs++;
      }
    }
    assertThat(found).as("of %s runs", runs).isGreaterThanOrEqualTo(runs * 95 / 100);
  }

  @Test
  void evaluate_needUnmet_isNotApplicableWithRemedy() {
    assertThat(evaluate(lasting(60)).reason()).contains("jdk.ClassLoadingStatistics");
  }

  private static RecordingSketch classes(double seconds, DoubleUnaryOperator live) {
    return lasting(seconds)
        .gauge("jdk.ClassLoadingStatistics", Gauge.CLASSES_LOADED, "", 1, live)
        .gauge("jdk.ClassLoadingStatistics", Gauge.CLASSES_UNLOADED, "", 1, t -> 0);
  }

  private static RecordingSketch old(RecordingSketch sketch, double at) {
    return sketch.collection(at, "G1Old", "Metadata GC Threshold", 9, 60 * MB, 30 * MB);
  }

  private static RecordingSketch loaders(RecordingSketch sketch, int first, int last) {
    moment(sketch, 0.1, LOADER, first, 5 * first);
    moment(sketch, 0.1, "jdk.internal.loader.ClassLoaders$AppClassLoader", 1, 6000);
    moment(sketch, 55, LOADER, last, 5 * last);
    moment(sketch, 55, "jdk.internal.loader.ClassLoaders$AppClassLoader", 1, 6010);
    return sketch;
  }

  private static RecordingSketch app(RecordingSketch sketch, int first, int last) {
    moment(sketch, 0.1, "jdk.internal.loader.ClassLoaders$AppClassLoader", 1, first);
    moment(sketch, 115, "jdk.internal.loader.ClassLoaders$AppClassLoader", 1, last);
    return sketch;
  }

  private static void moment(
      RecordingSketch sketch, double at, String loader, int loaders, int classes) {
    long time = RecordingSketch.START + (long) (at * 1e9);
    sketch.enabled("jdk.ClassLoaderStatistics");
    sketch.builder().gauges().add(Gauge.CLASS_LOADERS, loader, time, loaders);
    sketch.builder().gauges().add(Gauge.CLASSES_OF_LOADERS, loader, time, classes);
  }

  private static Finding only(RecordingSketch sketch) {
    RuleResult result = evaluate(sketch);
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.Found.class);
    return ((RuleResult.Found) result).findings().get(0);
  }

  private static RuleResult evaluate(RecordingSketch sketch) {
    return Rules.evaluate(new ClassLoaderLeakRule(), sketch.build());
  }
}
