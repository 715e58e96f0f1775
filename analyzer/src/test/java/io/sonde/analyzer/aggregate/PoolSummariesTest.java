package io.sonde.analyzer.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.aggregate.PoolSummary.LongHold;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pools: sums of what passed, the most of what was seen, and who held connections longest. */
class PoolSummariesTest {
  private final RequestSketch sketch = new RequestSketch();

  @Test
  void statesOfAPool_addUp() {
    sketch.pool("a", 5, 3, 0, 10, 120).pool("b", 6, 1, 0, 1, 500).pool("a", 10, 10, 7, 6, 80);
    List<PoolSummary> pools = PoolSummaries.of(sketch.build());
    assertThat(pools).extracting(PoolSummary::name).containsExactly("b", "a");
    PoolSummary a = pools.get(1);
    assertThat(a.limit()).isEqualTo(10);
    assertThat(a.mostActive()).isEqualTo(10);
    assertThat(a.mostPending()).isEqualTo(7);
    assertThat(a.acquires()).isEqualTo(16);
    assertThat(a.failures()).isEqualTo(4);
    assertThat(a.timeouts()).isEqualTo(2);
    assertThat(a.waitNanos()).isEqualTo(200);
    assertThat(a.meanWaitNanos()).isEqualTo(10);
    assertThat(a.meanHoldNanos()).isEqualTo(1_000);
    assertThat(a.longest()).isEmpty();
  }

  @Test
  void longestHolds_nameTheCodeThatClosesThem() {
    sketch.pool("a", 5, 3, 0, 10, 120);
    for (int i = 1; i <= 8; i++) {
      sketch.hold("a", 3, i, 0, i * 100, false, "com.shop.Cart.pay > com.zaxxer.Proxy.close");
    }
    sketch.hold("a", 4, 9, 0, 300, true, "com.shop.Cart.keep > com.zaxxer.Pool.get");
    sketch.hold("a", 4, 9, 0, 1_000, true, "com.shop.Cart.keep > com.zaxxer.Pool.get");
    List<LongHold> longest = PoolSummaries.of(sketch.build()).get(0).longest();
    assertThat(longest).hasSize(5);
    assertThat(longest).extracting(LongHold::nanos).startsWith(1_000.0, 800.0, 700.0);
    assertThat(longest.get(0).open()).isTrue();
    assertThat(longest.get(0).holder()).isEqualTo(new Place("com.shop.Cart", "keep", 7));
    assertThat(longest.get(1).open()).isFalse();
    assertThat(longest.get(1).holder()).isEqualTo(new Place("com.shop.Cart", "pay", 7));
  }

  @Test
  void withoutPools_thereAreNone() {
    assertThat(PoolSummaries.of(sketch.build())).isEmpty();
  }
}
