package io.sonde.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections in use, for which any object will do. */
class ConnectionHoldsTest {
  private final Object dataSource = new Object();

  @BeforeEach
  void closesAreSeen() {
    Pools.start(1_000_000_000L);
    ConnectionHolds.closesAreSeen(Thread.class.getName());
  }

  @AfterEach
  void clear() {
    Pools.clear();
  }

  @Test
  void connectionsCloseOnce_whoeverClosesThem() {
    Pool pool = Pools.of(dataSource);
    Object connection = new Thread();
    ConnectionHolds.begin(connection, pool, null, System.nanoTime() - 1_000);
    assertThat(pool.active()).isEqualTo(1);
    ConnectionHolds.end(new Thread());
    ConnectionHolds.end(connection);
    ConnectionHolds.end(connection);
    assertThat(pool.active()).isZero();
    assertThat(pool.holds()).isEqualTo(1);
    assertThat(pool.holdNanos()).isGreaterThanOrEqualTo(1_000);
    assertThat(pool.takeMostActive()).isEqualTo(1);
  }

  @Test
  void connectionsWhoseCloseIsNotSeen_areNotFollowed() {
    Pool pool = Pools.of(dataSource);
    ConnectionHolds.begin(new Object(), pool, null, System.nanoTime());
    assertThat(pool.active()).isZero();
  }

  @Test
  void dataSources_areTheSameByIdentityAlone() {
    assertThat(Pools.of(dataSource)).isSameAs(Pools.of(dataSource));
    List<String> equal = List.of("a");
    assertThat(Pools.of(new ArrayList<>(equal))).isNotSameAs(Pools.of(new ArrayList<>(equal)));
  }

  @Test
  void stackTraces_threeAtFirst_thenOneASecond_moreWhereConnectionsAreHeldLong() {
    Pool pool = Pools.of(dataSource);
    long now = 5_000_000_000L;
    for (int i = 0; i < 3; i++) {
      assertThat(pool.wantsHolder(now)).isTrue();
    }
    assertThat(pool.wantsHolder(now)).isFalse();
    assertThat(pool.wantsHolder(now + 1_000_000_000L)).isTrue();
    assertThat(pool.wantsHolder(now + 1_000_000_001L)).isFalse();
    pool.heldLong(true);
    assertThat(pool.wantsHolder(now + 1_000_000_002L)).isTrue();
  }
}
