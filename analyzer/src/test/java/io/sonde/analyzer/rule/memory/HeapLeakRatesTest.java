package io.sonde.analyzer.rule.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.rule.Rules;
import io.sonde.analyzer.rule.memory.SyntheticHeap.Collector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Error rates of heap-leak over a grid of shapes, collectors, noise, lengths and seeds. The bounds
 * are measured rates rounded up; docs/rules.md quotes them.
 */
class HeapLeakRatesTest {
  private static final int SEEDS = 8;
  private static final double[] LENGTHS = {120, 600};
  private static final double[] NOISES = {0.2, 1};
  private static final double[] AUTOCORRELATIONS = {0, 0.5};
  private static final List<Collector> WITH_OLD =
      List.of(Collector.SERIAL, Collector.PARALLEL, Collector.G1, Collector.Z);

  private static Map<String, DoubleUnaryOperator> healthy() {
    Map<String, DoubleUnaryOperator> shapes = new LinkedHashMap<>();
    shapes.put("flat", t -> 50);
    shapes.put("cache, exponential, full early", t -> 50 + 40 * (1 - Math.exp(-8 * t)));
    shapes.put("cache, exponential, full late", t -> 50 + 40 * (1 - Math.exp(-3 * t)));
    shapes.put("cache, linear, bounded at a third", t -> 50 + 40 * Math.min(1, 3 * t));
    shapes.put("cache, linear, bounded at two thirds", t -> 50 + 40 * Math.min(1, 1.5 * t));
    shapes.put("array at once", t -> t < 0.5 ? 50 : 130);
    shapes.put("array late", t -> t < 0.8 ? 50 : 130);
    shapes.put("array built for a quarter", t -> 50 + 80 * Math.max(0, Math.min(1, (t - 0.3) * 4)));
    shapes.put("sessions come and go", t -> 50 + 10 * Math.sin(3 * Math.PI * t));
    shapes.put("start-up", t -> 20 + 30 * Math.min(1, 10 * t));
    shapes.put("shrinks", t -> 90 - 40 * t);
    return shapes;
  }

  @Test
  void healthyShapes_falseAlarms() {
    Rates all = new Rates();
    healthy()
        .forEach(
            (name, shape) -> {
              Rates rates = new Rates();
              WITH_OLD.forEach(collector -> rates.measure(collector, shape));
              assertThat(rates.share()).as("%s: %s", name, rates).isLessThanOrEqualTo(0.06);
              all.add(rates);
            });
    assertThat(all.share()).as("all healthy shapes: %s", all).isLessThanOrEqualTo(0.01);
  }

  @Test
  void leaksOfTwentyPercent_misses() {
    for (Collector collector : WITH_OLD) {
      Rates steady = new Rates();
      steady.measure(collector, t -> 50 + 10 * t);
      steady.measure(collector, t -> 20 + 30 * Math.min(1, 10 * t) + 10 * t);
      // ZGC's readings hold what was allocated meanwhile: up to 8 MB beside a leak of 10 MB.
      double bound = collector == Collector.Z ? 0.5 : 0.2;
      assertThat(1 - steady.share()).as("%s %s", collector, steady).isLessThanOrEqualTo(bound);
      Rates fast = new Rates();
      fast.measure(collector, t -> 50 + 100 * t);
      assertThat(1 - fast.share()).as("%s %s", collector, fast).isLessThanOrEqualTo(0.04);
    }
  }

  @Test
  void twentyKilobytesPerSecond_inTenMinutes_misses() {
    for (Collector collector : WITH_OLD) {
      Rates rates = new Rates();
      for (int seed = 0; seed < 100; seed++) {
        rates.count(new SyntheticHeap(collector, 600, t -> 30 + 12 * t, 0.3, 0.3), seed);
      }
      assertThat(1 - rates.share()).as("%s %s", collector, rates).isLessThanOrEqualTo(0.05);
    }
  }

  @Test
  void withoutOldCollections_neverMoreThanInfo() {
    for (int seed = 0; seed < 50; seed++) {
      RuleResult result =
          evaluate(new SyntheticHeap(Collector.G1_YOUNG_ONLY, 300, t -> 50 + 200 * t, 1, 0), seed);
      assertThat(result).isInstanceOf(RuleResult.Found.class);
      assertThat(((RuleResult.Found) result).findings().get(0).severity()).isEqualTo(Severity.INFO);
    }
  }

  private static RuleResult evaluate(SyntheticHeap heap, long seed) {
    return Rules.evaluate(new HeapLeakRule(), heap.record(seed).build());
  }

  /** How often the rule fired. */
  private static final class Rates {
    private int runs;
    private int fired;

    void measure(Collector collector, DoubleUnaryOperator shape) {
      for (double seconds : LENGTHS) {
        for (double noise : NOISES) {
          for (double autocorrelation : AUTOCORRELATIONS) {
            for (int seed = 0; seed < SEEDS; seed++) {
              count(new SyntheticHeap(collector, seconds, shape, noise, autocorrelation), seed);
            }
          }
        }
      }
    }

    void count(SyntheticHeap heap, long seed) {
      runs++;
      fired += evaluate(heap, seed) instanceof RuleResult.Found ? 1 : 0;
    }

    void add(Rates other) {
      runs += other.runs;
      fired += other.fired;
    }

    double share() {
      return (double) fired / runs;
    }

    @Override
    public String toString() {
      return fired + " of " + runs + " fired";
    }
  }
}
