package io.sonde.analyzer.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.rule.RecordingSketch;
import io.sonde.analyzer.unit.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CauseGraphTest {
  private static final String ROUTE = "GET /orders";
  private static final Location MAPPER = new Location("com.shop.orders.LineMapper", "lines", 40);
  private static final Location SERVICE = new Location("com.shop.orders.Orders", "list", 21);
  private static final Location CART = new Location("com.shop.cart.Cart", "total", 7);

  @Test
  void chain_hangsBelowItsFirstCause_whoseImpactIsTheLargestAndNotTheSum() {
    Finding repeated = finding("n-plus-one", Severity.WARNING, 0.3, ROUTE, MAPPER);
    Finding held = finding("connection-held-too-long", Severity.WARNING, 0.2, ROUTE, SERVICE);
    Finding pool = finding("connection-pool-saturation", Severity.CRITICAL, 0.5, null);
    Finding executor = finding("executor-saturation", Severity.WARNING, 0.4, ROUTE);

    Diagnosis diagnosis = diagnosis(pool, executor, held, repeated);

    assertThat(rules(diagnosis))
        .containsExactly(
            "n-plus-one",
            "connection-held-too-long",
            "connection-pool-saturation",
            "executor-saturation");
    assertThat(causes(diagnosis)).containsExactly(-1, 0, 1, 0);
    Finding lead = diagnosis.leads().get(0);
    assertThat(diagnosis.leads()).hasSize(1);
    assertThat(lead.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(lead.impact()).isEqualTo(0.5);
    assertThat(diagnosis.entries().get(1).because())
        .isEqualTo("the connection is held while the statements run");
    assertThat(diagnosis.below(0)).hasSize(3);
  }

  @Test
  void saturatedPool_withoutLongHolds_isExplainedByTheStatementsOfItsHolder() {
    Finding query = finding("slow-query", Severity.WARNING, 0.3, ROUTE, MAPPER);
    Finding pool = finding("connection-pool-saturation", Severity.WARNING, 0.8, null, MAPPER);
    assertThat(causes(diagnosis(query, pool))).containsExactly(-1, 0);
  }

  @Test
  void pressureOfCollectionsThatCodeAskedFor_hangsBelowThatCode() {
    Finding asked = finding("explicit-gc", Severity.WARNING, 0.1, null, CART);
    Finding pressure = finding("gc-pressure", Severity.WARNING, 0.4, null, MAPPER);
    assertThat(causes(diagnosis(asked, collections(pressure, 1, 26)))).containsExactly(-1, 0);
    assertThat(diagnosis(asked, collections(pressure, 27, 26)).leads()).hasSize(2);
    assertThat(diagnosis(asked, pressure).leads()).hasSize(2);
  }

  /** Its threads sleep at one place, and the query is waited for at another. */
  @Test
  void executorWhoseThreadsDoSomethingElse_isNoConsequence() {
    Finding query = finding("slow-query", Severity.WARNING, 0.4, ROUTE, MAPPER);
    Finding elsewhere = finding("executor-saturation", Severity.WARNING, 0.4, null, CART);
    Finding there = finding("executor-saturation", Severity.WARNING, 0.4, null, CART, MAPPER);
    Finding unknown = finding("executor-saturation", Severity.WARNING, 0.4, null);
    assertThat(diagnosis(query, elsewhere).leads()).hasSize(2);
    assertThat(causes(diagnosis(query, there))).containsExactly(-1, 0);
    assertThat(causes(diagnosis(query, unknown))).containsExactly(-1, 0);
  }

  @Test
  void note_explainsNotes_butNoWarning() {
    Finding call = finding("slow-downstream", Severity.INFO, 0.3, ROUTE, MAPPER);
    Finding held = finding("connection-held-too-long", Severity.WARNING, 0.3, ROUTE, MAPPER);
    Finding note = finding("connection-held-too-long", Severity.INFO, 0.3, ROUTE, MAPPER);
    assertThat(diagnosis(call, held).leads()).hasSize(2);
    assertThat(causes(diagnosis(call, note))).containsExactly(-1, 0);
  }

  private static Finding collections(Finding of, int own, int asked) {
    return of.with(Evidence.of(Evidence.COLLECTIONS, own, Unit.COUNT))
        .with(Evidence.of(Evidence.ASKED_COLLECTIONS, asked, Unit.COUNT));
  }

  @Test
  void otherRouteAndOtherCode_isCoincidence() {
    Finding query = finding("slow-query", Severity.WARNING, 0.3, "GET /reports", CART);
    Finding held = finding("connection-held-too-long", Severity.WARNING, 0.3, ROUTE, MAPPER);
    assertThat(diagnosis(query, held).leads()).hasSize(2);
  }

  @Test
  void placesThatTellNothing_leaveItToTheWeight() {
    Finding pool = finding("connection-pool-saturation", Severity.WARNING, 0.6, null, CART);
    Finding heavy = finding("slow-downstream", Severity.WARNING, 0.3, ROUTE, MAPPER);
    Finding light = finding("slow-downstream", Severity.WARNING, 0.29, ROUTE, MAPPER);
    Finding note = finding("slow-downstream", Severity.INFO, 0.6, ROUTE, MAPPER);
    assertThat(diagnosis(pool, heavy).leads()).hasSize(1);
    assertThat(diagnosis(pool, light).leads()).hasSize(2);
    assertThat(diagnosis(pool, note).leads()).hasSize(2);
  }

  @Test
  void windowsThatDoNotMeet_areCoincidence() {
    Finding early = at(finding("connection-held-too-long", Severity.WARNING, 0.3, null), 0, 10);
    Finding late = at(finding("connection-pool-saturation", Severity.WARNING, 0.3, null), 11, 20);
    Finding same = at(finding("connection-pool-saturation", Severity.WARNING, 0.3, null), 10, 20);
    assertThat(diagnosis(early, late).leads()).hasSize(2);
    assertThat(diagnosis(early, same).leads()).hasSize(1);
  }

  @Test
  void otherPool_isCoincidence() {
    Finding held = ofPool(finding("connection-held-too-long", Severity.WARNING, 0.3, null), "a");
    Finding pool = finding("connection-pool-saturation", Severity.WARNING, 0.3, null);
    assertThat(diagnosis(held, ofPool(pool, "b")).leads()).hasSize(2);
    assertThat(diagnosis(held, ofPool(pool, "a")).leads()).hasSize(1);
    assertThat(diagnosis(held, pool).leads()).hasSize(1);
  }

  @Test
  void overload_leadsWhatWaitsForThreadsWithoutAProcessor() {
    Finding cpu = finding("cpu-saturation", Severity.WARNING, 0.3, null);
    Finding lock = finding("lock-contention", Severity.WARNING, 0.4, null, CART);
    Finding pool = finding("connection-pool-saturation", Severity.CRITICAL, 0.6, null, SERVICE);
    Finding executor = finding("executor-saturation", Severity.WARNING, 0.2, null);
    Finding query = finding("slow-query", Severity.WARNING, 0.25, null, MAPPER);

    Diagnosis diagnosis = diagnosis(lock, pool, executor, query, cpu);

    assertThat(diagnosis.leads()).extracting(Finding::rule).containsExactly("cpu-saturation");
    assertThat(rules(diagnosis)).contains("lock-contention", "executor-saturation", "slow-query");
  }

  /** What requests lack processors for is little, where most of them queue behind others. */
  @Test
  void queueThatFormedWhileTheProcessorsWereFull_hangsBelowThem() {
    Finding cpu = finding("cpu-saturation", Severity.WARNING, 0.04, null);
    Finding pool = finding("connection-pool-saturation", Severity.INFO, 0.9, null, SERVICE);
    assertThat(diagnosis(cpu, meanwhile(pool, 0.99)).leads())
        .extracting(Finding::rule)
        .containsExactly("cpu-saturation");
    assertThat(diagnosis(cpu, meanwhile(pool, 0.7)).leads()).hasSize(2);
  }

  private static Finding meanwhile(Finding finding, double processors) {
    return new Finding(
        finding.rule(),
        finding.severity(),
        finding.impact(),
        finding.impactOf(),
        finding.title(),
        finding.summary(),
        finding.recommendation(),
        List.of(Evidence.of(Evidence.PROCESSORS, processors, Unit.RATIO, 0.95)),
        finding.location(),
        finding.route(),
        finding.fromNanos(),
        finding.toNanos());
  }

  /** Threads sleep with a lock while another program uses the processors. */
  @Test
  void lockThatCostsFarMoreThanMissingProcessors_leadsByItself() {
    Finding cpu = finding("cpu-saturation", Severity.WARNING, 0.1, null);
    Finding lock = finding("lock-contention", Severity.WARNING, 0.8, null, CART);
    assertThat(diagnosis(cpu, lock).leads())
        .extracting(Finding::rule)
        .containsExactly("lock-contention", "cpu-saturation");
  }

  @Test
  void hotSpot_leadsTheOverload() {
    Finding cpu = finding("cpu-saturation", Severity.CRITICAL, 0.6, null);
    Finding hot = finding("hot-path", Severity.WARNING, 0.4, null, CART);
    Finding note = finding("hot-path", Severity.INFO, 0.2, null, CART);
    assertThat(rules(diagnosis(cpu, hot))).containsExactly("hot-path", "cpu-saturation");
    assertThat(diagnosis(cpu, note).leads()).hasSize(2);
  }

  /** A sequential scan keeps the database busy, which runs on the same machine. */
  @Test
  void whoUsesTheProcessors_decidesWhetherAQueryIsCauseOrConsequence() {
    Finding cpu = finding("cpu-saturation", Severity.WARNING, 0.2, null);
    Finding query = finding("slow-query", Severity.WARNING, 0.7, null, MAPPER);
    Finding small = finding("slow-query", Severity.WARNING, 0.1, null, MAPPER);

    RecordingSketch foreign = RecordingSketch.lasting(60).cpuLoad(0.2, 1);
    assertThat(rules(diagnosis(foreign, cpu, query)))
        .containsExactly("slow-query", "cpu-saturation");
    assertThat(causes(diagnosis(foreign, cpu, query))).containsExactly(-1, 0);
    RecordingSketch own = RecordingSketch.lasting(60).cpuLoad(0.8, 1);
    assertThat(diagnosis(own, cpu, query).leads()).hasSize(2);
    assertThat(rules(diagnosis(own, cpu, small))).containsExactly("cpu-saturation", "slow-query");
    assertThat(causes(diagnosis(own, cpu, small))).containsExactly(-1, 0);
  }

  @Test
  void leakOfClasses_explainsCollectionsForMetadataOnly() {
    Finding leak = finding("class-loader-leak", Severity.WARNING, 0.1, null, CART);
    Finding pause = finding("gc-long-pause", Severity.WARNING, 0.2, null);
    Evidence cause = Evidence.text("its collection", "G1Full, cause: Metadata GC Threshold");
    assertThat(diagnosis(leak, pause).leads()).hasSize(2);
    assertThat(diagnosis(leak, with(pause, cause)).leads()).hasSize(1);
  }

  @Test
  void explicitCollection_explainsThePausesOfItsCallerOnly() {
    Finding call = finding("explicit-gc", Severity.INFO, 0.1, null, CART);
    Finding its = finding("gc-long-pause", Severity.WARNING, 0.2, null, CART);
    Finding others = finding("gc-long-pause", Severity.WARNING, 0.2, null);
    Diagnosis diagnosis = diagnosis(call, its);
    assertThat(rules(diagnosis)).containsExactly("explicit-gc", "gc-long-pause");
    assertThat(diagnosis.leads().get(0).severity()).isEqualTo(Severity.WARNING);
    assertThat(diagnosis(call, others).leads()).hasSize(2);
  }

  @Test
  void jdkCodeThatBothName_tellsNothing() {
    Location read = new Location("java.net.SocketInputStream", "read", 0);
    Finding blocking = finding("blocking-io", Severity.WARNING, 0.3, null, read);
    Finding lock = finding("lock-contention", Severity.WARNING, 0.3, null, read);
    assertThat(diagnosis(blocking, lock).leads()).hasSize(2);
  }

  @Test
  void twoUnrelatedCauses_standFirst_beforeAllConsequences() {
    Finding hot = finding("hot-path", Severity.CRITICAL, 0.5, null, CART);
    Finding cpu = finding("cpu-saturation", Severity.CRITICAL, 0.5, null);
    Finding leak = finding("heap-leak", Severity.WARNING, 0.4, null, SERVICE);
    assertThat(rules(diagnosis(cpu, leak, hot)))
        .containsExactly("hot-path", "heap-leak", "cpu-saturation");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void table_hasNoCycles_andNoPairTwice(boolean foreignLoad) {
    List<CauseLink> links = new ArrayList<>(CauseLinks.of(foreignLoad));
    if (foreignLoad) {
      assertThat(links.removeIf(l -> l.cause().equals("n-plus-one") && l.bond() == Bond.DOMINANT))
          .as("the one pair that other processes' load makes likelier")
          .isTrue();
    }
    assertThat(links).doesNotHaveDuplicates();
    assertThat(links.stream().map(link -> link.cause() + link.consequence()).toList())
        .doesNotHaveDuplicates();
    Set<String> open = new HashSet<>();
    links.forEach(link -> open.addAll(List.of(link.cause(), link.consequence())));
    boolean removed = true;
    while (removed) {
      removed =
          open.removeIf(
              rule ->
                  links.stream()
                      .noneMatch(l -> l.consequence().equals(rule) && open.contains(l.cause())));
    }
    assertThat(open).as("rules on a cycle").isEmpty();
  }

  @Test
  void documentation_namesEveryLink() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("..", "docs", "rules.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .toList();
    for (boolean foreign : new boolean[] {true, false}) {
      for (CauseLink link : CauseLinks.of(foreign)) {
        assertThat(rows)
            .as(link.cause() + " → " + link.consequence())
            .anyMatch(
                row ->
                    row.startsWith("| `" + link.consequence() + "` |")
                        && row.contains("`" + link.cause() + "`"));
      }
    }
  }

  /** Laws: every finding once, causes first, a cause at least as severe, no sum of impacts. */
  @Test
  void anyFindings_makeATree() {
    Random random = new Random(5);
    List<CauseLink> links = CauseLinks.of(false);
    Location[] places = {MAPPER, SERVICE, CART};
    for (int round = 0; round < 500; round++) {
      Finding[] some = new Finding[1 + random.nextInt(12)];
      double largest = 0;
      for (int i = 0; i < some.length; i++) {
        CauseLink link = links.get(random.nextInt(links.size()));
        double impact = random.nextInt(5) == 0 ? Double.NaN : random.nextDouble();
        largest = Math.max(largest, Double.isNaN(impact) ? 0 : impact);
        some[i] =
            finding(
                random.nextBoolean() ? link.cause() : link.consequence(),
                Severity.values()[random.nextInt(3)],
                impact,
                random.nextBoolean() ? ROUTE : null,
                places[random.nextInt(3)]);
      }
      RecordingSketch load = RecordingSketch.lasting(9).cpuLoad(0.4, random.nextInt(2));
      List<Diagnosis.Entry> entries = diagnosis(load, some).entries();
      assertThat(entries).hasSize(some.length);
      for (int i = 0; i < entries.size(); i++) {
        Diagnosis.Entry entry = entries.get(i);
        assertThat(entry.causedBy()).isLessThan(i);
        assertThat(entry.because().isEmpty()).isEqualTo(entry.leads());
        if (!entry.leads()) {
          Finding cause = entries.get(entry.causedBy()).finding();
          assertThat(cause.severity()).isGreaterThanOrEqualTo(entry.finding().severity());
        } else {
          assertThat(i == 0 || entries.get(i - 1).leads()).isTrue();
        }
        if (Double.isFinite(entry.finding().impact())) {
          assertThat(entry.finding().impact()).isLessThanOrEqualTo(largest);
        }
      }
    }
  }

  private static List<String> rules(Diagnosis diagnosis) {
    return diagnosis.findings().stream().map(Finding::rule).toList();
  }

  private static List<Integer> causes(Diagnosis diagnosis) {
    return diagnosis.entries().stream().map(Diagnosis.Entry::causedBy).toList();
  }

  private static Diagnosis diagnosis(Finding... findings) {
    return diagnosis(RecordingSketch.lasting(60), findings);
  }

  private static Diagnosis diagnosis(RecordingSketch sketch, Finding... findings) {
    return CauseGraph.of(sketch.build(), Arrays.asList(findings));
  }

  private static Finding finding(
      String rule, Severity severity, double impact, String route, Location... at) {
    return new Finding(
        rule,
        severity,
        impact,
        ImpactOf.WAITING_TIME,
        "title",
        "summary",
        "recommendation",
        List.of(Evidence.of("share", impact, Unit.RATIO)),
        List.of(at),
        route,
        0,
        100);
  }

  private static Finding at(Finding of, long from, long to) {
    return new Finding(
        of.rule(),
        of.severity(),
        of.impact(),
        of.impactOf(),
        of.title(),
        of.summary(),
        of.recommendation(),
        of.evidence(),
        of.location(),
        of.route(),
        from,
        to);
  }

  private static Finding ofPool(Finding of, String pool) {
    return with(of, Evidence.text("Pool", pool));
  }

  private static Finding with(Finding of, Evidence evidence) {
    return new Finding(
        of.rule(),
        of.severity(),
        of.impact(),
        of.impactOf(),
        of.title(),
        of.summary(),
        of.recommendation(),
        List.of(evidence),
        of.location(),
        of.route(),
        of.fromNanos(),
        of.toNanos());
  }
}
