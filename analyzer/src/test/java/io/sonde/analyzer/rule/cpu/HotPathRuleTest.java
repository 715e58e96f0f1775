package io.sonde.analyzer.rule.cpu;

import static io.sonde.analyzer.rule.RecordingSketch.lasting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.FrameKind;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.ThreadRef;
import io.sonde.analyzer.rule.RecordingSketch;
import io.sonde.analyzer.rule.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;

class HotPathRuleTest {
  private static final Frame HOT = new Frame("com.shop.A", "a", 1, FrameKind.JIT_COMPILED);
  private static final String DISPATCH =
      "java.lang.Thread.run > org.apache.tomcat.util.net.NioEndpoint.doRun > "
          + "org.springframework.web.servlet.DispatcherServlet.doDispatch > ";
  private static final String CHECKOUT =
      DISPATCH + "com.shop.Checkout.place > com.shop.Checkout$$SpringCGLIB$$0.price > ";

  @Test
  void regexCompiledPerCall_namesOwnMethodFirst_thenPatternCompile() {
    Finding finding =
        only(
            busy()
                .cpu(
                    600,
                    CHECKOUT
                        + "com.shop.Pricing.normalise:12 > "
                        + "java.lang.String.replaceAll > java.util.regex.Pattern.compile")
                .cpu(200, DISPATCH + "tools.jackson.databind.ObjectMapper.write")
                .cpu(200, CHECKOUT + "com.shop.Repo.find > org.hibernate.Session.get"));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.impact()).isBetween(0.59, 0.61);
    assertThat(finding.location().get(0))
        .isEqualTo(new Location("com.shop.Pricing", "normalise", 12));
    assertThat(names(finding))
        .containsSubsequence(
            "com.shop.Pricing.normalise",
            "java.lang.String.replaceAll",
            "java.util.regex.Pattern.compile");
    assertThat(finding.recommendation()).contains("static final Pattern");
    assertThat(finding.evidence())
        .anySatisfy(evidence -> assertThat(evidence.label()).contains("confidence"));
  }

  @Test
  void pathThatMakesObjects_isToldToAllocateLess() {
    Finding finding =
        only(
            busy()
                .cpu(600, CHECKOUT + "com.shop.Teaser.render:15 > [_new_array_Java]")
                .cpu(400, DISPATCH + "tools.jackson.databind.ObjectMapper.write"));
    assertThat(finding.location()).anyMatch(Location::allocates);
    assertThat(finding.recommendation()).startsWith("Allocate less in Teaser.render");
  }

  @Test
  void twoFaultsBelowOneCaller_areTwoFindings_andTheCallerIsNone() {
    List<Finding> findings =
        findings(
            busy()
                .cpu(
                    400,
                    CHECKOUT
                        + "com.shop.Pricing.price > com.shop.Pricing.normalise > "
                        + "java.util.regex.Pattern.compile")
                .cpu(400, CHECKOUT + "com.shop.Pricing.price > com.shop.Pricing.total")
                .cpu(200, DISPATCH + "tools.jackson.databind.ObjectMapper.write"));
    assertThat(findings)
        .extracting(finding -> finding.location().get(0).methodName())
        .containsExactlyInAnyOrder("normalise", "total");
    assertThat(findings).allMatch(finding -> finding.severity() == Severity.WARNING);
  }

  @Test
  void quadraticLoopWithSmallCallees_blamesTheLoop() {
    Finding finding =
        only(
            busy()
                .cpu(200, CHECKOUT + "com.shop.Pricing.total")
                .cpu(280, CHECKOUT + "com.shop.Pricing.total > com.shop.Item.sku")
                .cpu(200, CHECKOUT + "com.shop.Pricing.total > com.shop.Item.price")
                .cpu(320, DISPATCH + "tools.jackson.databind.ObjectMapper.write"));
    assertThat(finding.location().get(0).toString()).isEqualTo("com.shop.Pricing.total");
    assertThat(names(finding)).contains("com.shop.Item.sku", "com.shop.Item.price");
  }

  @Test
  void equalsCalledBackByAList_blamesTheCaller() {
    Finding finding =
        only(
            busy()
                .cpu(
                    700,
                    CHECKOUT
                        + "com.shop.Cart.dedupe > java.util.LinkedList.contains > "
                        + "com.shop.Item.equals")
                .cpu(300, DISPATCH + "tools.jackson.databind.ObjectMapper.write"));
    assertThat(names(finding))
        .startsWith("com.shop.Cart.dedupe")
        .contains("java.util.LinkedList.contains");
  }

  @Test
  void lambdaBelongsToItsMethod_andRecursionCountsOnce() {
    Finding finding =
        only(
            busy()
                .cpu(
                    300,
                    CHECKOUT
                        + "com.shop.Tree.walk > com.shop.Tree.walk > "
                        + "com.shop.Tree$$Lambda/0x0001.accept > com.shop.Tree.lambda$walk$3")
                .cpu(300, CHECKOUT + "com.shop.Tree.walk")
                .cpu(400, DISPATCH + "tools.jackson.databind.ObjectMapper.write"));
    assertThat(finding.location().get(0).toString()).isEqualTo("com.shop.Tree.walk");
    assertThat(finding.impact()).isBetween(0.59, 0.61);
  }

  @Test
  void healthyService_spreadOverFrameworksAndManyOwnMethods_isNoWarning() {
    RecordingSketch sketch = busy();
    for (int i = 0; i < 12; i++) {
      sketch.cpu(50, CHECKOUT + "com.shop.Step" + i + ".run > java.util.HashMap.get");
    }
    sketch.cpu(400, DISPATCH + "com.shop.Repo.find > org.hibernate.Session.get");
    assertThat(evaluate(sketch)).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void libraryWorkUnderAnOwnCall_isAtMostInfo() {
    Finding finding =
        only(
            busy()
                .cpu(
                    900,
                    CHECKOUT
                        + "com.shop.Repo.find > org.hibernate.Session.get > "
                        + "java.util.HashMap.get")
                .cpu(100, DISPATCH + "tools.jackson.databind.ObjectMapper.write"));
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(names(finding)).startsWith("com.shop.Repo.find");
  }

  @Test
  void idleService_isNoWarning() {
    Finding finding = only(lasting(60).cpuLoad(0.03, 0.1).cpu(900, CHECKOUT + "com.shop.A.a"));
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.summary()).contains("hardly used the processors");
  }

  @Test
  void idleBeforeAndAfter_isWeighedByTheBusyMinute() {
    RecordingSketch sketch = lasting(600).cores(2);
    int thread = sketch.builder().thread(new ThreadRef("worker", 31, 77, false));
    int node = sketch.builder().stacks().stack(List.of(HOT));
    sketch.enabled("jdk.ExecutionSample");
    for (int i = 0; i < 6_000; i++) {
      long time = RecordingSketch.START + 400_000_000_000L + i * 10_000_000L;
      sketch
          .builder()
          .samples(SampleKind.CPU)
          .add(time, thread, node, 10_000_000, SampleTable.RUNNABLE, -1);
    }
    Finding finding = only(sketch);
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.evidence())
        .anySatisfy(
            evidence -> {
              assertThat(evidence.label()).startsWith("cores that it burns, busiest 60 s");
              assertThat(evidence.value()).isBetween(0.95, 1.05);
            });
  }

  @Test
  void throttledContainerOnALargeMachine_isSaturated() {
    RecordingSketch sketch = lasting(60).cores(4).cpuLoad(0.9, 0.1).cpu(900, "com.shop.A.a");
    assertThat(only(sketch).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void methodThatIsNeverCompiled_isNoWarmup() {
    Finding finding =
        only(
            busy()
                .cpu(450, CHECKOUT + "interpreted com.shop.Huge.method")
                .cpu(550, DISPATCH + "tools.jackson.databind.ObjectMapper.write"));
    assertThat(finding.location().get(0).toString()).isEqualTo("com.shop.Huge.method");
  }

  @Test
  void methodThatIsCompiledLater_isWarmupWhileInterpreted() {
    RecordingSketch sketch =
        busy()
            .cpu(450, CHECKOUT + "interpreted com.shop.Small.method")
            .cpu(30, CHECKOUT + "com.shop.Small.method")
            .cpu(550, DISPATCH + "tools.jackson.databind.ObjectMapper.write");
    assertThat(evaluate(sketch)).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void saturatedMachine_isCritical() {
    assertThat(only(lasting(60).cpuLoad(0.9, 0.95).cpu(900, "com.shop.A.a")).severity())
        .isEqualTo(Severity.CRITICAL);
  }

  @Test
  void threadsOfTheJvmAndWarmup_areSetAside() {
    RecordingSketch sketch =
        busy()
            .cpu(500, "C2 CompilerThread0", "[Compile::optimize]")
            .cpu(300, "GC Thread#0", "[evacuate]")
            .cpu(100, "interpreted com.shop.Start.up")
            .cpu(100, DISPATCH + "com.shop.A.a > java.lang.ClassLoader.loadClass");
    for (int i = 0; i < 40; i++) {
      sketch.cpu(10, CHECKOUT + "com.shop.Step" + i + ".run");
    }
    assertThat(evaluate(sketch)).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void programWithoutOwnCode_namesTheLibrary() {
    Finding finding =
        only(
            busy()
                .mainClass("org.apache.catalina.startup.Bootstrap")
                .cpu(
                    850,
                    "java.lang.Thread.run > org.apache.kafka.Log.append > java.util.zip.CRC32C.update")
                .cpu(150, "java.lang.Thread.run > org.apache.kafka.Net.poll"));
    assertThat(names(finding)).startsWith("org.apache.kafka.Log.append");
  }

  @Test
  void tooFewSamples_isNotApplicable() {
    assertThat(evaluate(busy().cpu(60, "com.shop.A.a")))
        .isInstanceOf(RuleResult.NotApplicable.class);
  }

  @Test
  void enabledButNone_andNotRecorded_areNotApplicable() {
    assertThat(evaluate(lasting(60).enabled("jdk.ExecutionSample")))
        .isInstanceOf(RuleResult.NotApplicable.class);
    assertThat(evaluate(lasting(60)).reason()).contains("jdk.ExecutionSample");
  }

  @Test
  void oddData_neverThrows() {
    RecordingSketch sketch = busy().cpu(200, "[native_only]").cpuLoad(Double.NaN, -1);
    RecordingBuilder builder = sketch.builder();
    builder.samples(SampleKind.CPU).add(0, -1, 0, -5, (byte) 0, -1);
    assertThat(evaluate(sketch).rule()).isEqualTo("hot-path");
  }

  private static RecordingSketch busy() {
    return lasting(60).cores(2).cpuLoad(0.6, 0.65);
  }

  private static List<String> names(Finding finding) {
    return finding.location().stream()
        .map(location -> location.className() + "." + location.methodName())
        .toList();
  }

  private static Finding only(RecordingSketch sketch) {
    List<Finding> findings = findings(sketch);
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  private static List<Finding> findings(RecordingSketch sketch) {
    RuleResult result = evaluate(sketch);
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.Found.class);
    return ((RuleResult.Found) result).findings();
  }

  private static RuleResult evaluate(RecordingSketch sketch) {
    return Rules.evaluate(new HotPathRule(), sketch.build());
  }
}
