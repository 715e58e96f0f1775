package io.sonde.analyzer.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChangePointsTest {
  @Test
  void noise_hasNoChanges_inNearlyAllSeries() {
    int changed = 0;
    for (int seed = 0; seed < 200; seed++) {
      changed += ChangePoints.startsIn(noise(600, seed)).length > 1 ? 1 : 0;
    }
    assertThat(changed).isLessThanOrEqualTo(10);
  }

  @Test
  void level_isFoundWithItsBeginAndItsEnd() {
    for (int seed = 0; seed < 50; seed++) {
      double[] values = noise(1_800, seed);
      for (int i = 700; i < 710; i++) {
        values[i] += 6;
      }
      assertThat(ChangePoints.startsIn(values)).contains(0, 700, 710);
    }
  }

  @Test
  void seriesWithoutNoise_areCutAtTheirSteps() {
    double[] values = new double[100];
    Arrays.fill(values, 40, 60, 5);
    assertThat(ChangePoints.startsIn(values)).containsExactly(0, 40, 60);
    assertThat(ChangePoints.startsIn(new double[100])).containsExactly(0);
    assertThat(ChangePoints.startsIn(new double[1])).containsExactly(0);
    assertThat(ChangePoints.startsIn(new double[0])).containsExactly(0);
  }

  /** PELT prunes; what it finds must cost what the best of all partitions costs. */
  @Test
  void partition_isTheBestOfAll() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      double[] values = noise(12, round);
      int from = random.nextInt(12);
      for (int i = from; i < Math.min(12, from + random.nextInt(6)); i++) {
        values[i] += 20 * random.nextDouble();
      }
      double penalty = 4;
      double best = Double.POSITIVE_INFINITY;
      for (int cuts = 0; cuts < 1 << 11; cuts++) {
        best = Math.min(best, cost(values, cuts, penalty));
      }
      int found = 0;
      for (int start : ChangePoints.startsIn(values, penalty)) {
        found |= start == 0 ? 0 : 1 << start - 1;
      }
      assertThat(cost(values, found, penalty)).isLessThanOrEqualTo(best + 1e-9);
    }
  }

  private static double cost(double[] values, int cuts, double penalty) {
    double cost = 0;
    int from = 0;
    for (int end = 1; end <= values.length; end++) {
      if (end == values.length || (cuts >> end - 1 & 1) == 1) {
        double mean = Arrays.stream(values, from, end).average().orElseThrow();
        cost += Arrays.stream(values, from, end).map(v -> (v - mean) * (v - mean)).sum();
        cost += from == 0 ? 0 : penalty;
        from = end;
      }
    }
    return cost;
  }

  private static double[] noise(int size, long seed) {
    Random random = new Random(seed);
    return random.doubles(size).map(any -> random.nextGaussian()).toArray();
  }
}
