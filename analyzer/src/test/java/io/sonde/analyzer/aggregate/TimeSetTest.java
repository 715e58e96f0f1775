package io.sonde.analyzer.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSetTest {
  private static final int SPAN = 200;

  @Test
  void empty_holdsNothing() {
    TimeSet empty = new TimeSet.Builder().add(5, 5).add(9, 3).build();
    assertThat(empty.within(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2)).isZero();
    assertThat(empty.contains(5)).isFalse();
    assertThat(empty.minus(empty).contains(5)).isFalse();
  }

  /** Against one bit for each moment. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void unionAndDifference_areThoseOfSingleMoments(long seed) {
    Random random = new Random(seed);
    BitSet bits = new BitSet();
    BitSet otherBits = new BitSet();
    TimeSet left = filled(random, bits).minus(filled(random, otherBits));
    bits.andNot(otherBits);
    for (int from = -1; from <= SPAN; from++) {
      assertThat(left.contains(from)).as("%d", from).isEqualTo(from >= 0 && bits.get(from));
      int to = from + random.nextInt(SPAN);
      int expected = bits.get(Math.max(0, from), Math.max(0, to)).cardinality();
      assertThat(left.within(from, to)).isEqualTo(expected);
      assertThat(left.within(to, from)).isZero();
    }
  }

  private static TimeSet filled(Random random, BitSet bits) {
    TimeSet.Builder builder = new TimeSet.Builder();
    for (int i = 0; i < 12; i++) {
      int from = random.nextInt(SPAN);
      int to = Math.min(SPAN, from + random.nextInt(20));
      builder.add(from, to);
      bits.set(from, to);
    }
    return builder.build();
  }
}
