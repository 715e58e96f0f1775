package io.sonde.agent.governor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.bootstrap.MethodTable;
import io.sonde.bootstrap.Routes;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private final AtomicLong clock = new AtomicLong();
  private final Calibration calibration = new Calibration(clock::get);

  /** What the system takes away from a round makes that round longer and no other. */
  @Test
  void roundsThatWereInterrupted_theQuickestHolds() {
    AtomicLong round = new AtomicLong();
    calibration.measure(
        RehearsedProbe.EXACT,
        calls -> clock.addAndGet(calls * (round.incrementAndGet() % 5 == 0 ? 60 : 9_000)),
        10_000_000);
    assertThat(calibration.costs().exact()).isEqualTo(60);
  }

  @Test
  void laterMeasurement_onlyEverCheaper() {
    calibration.measure(RehearsedProbe.EXACT, calls -> clock.addAndGet(calls * 90L), 1_000_000);
    calibration.measure(RehearsedProbe.EXACT, calls -> clock.addAndGet(calls * 70L), 1_000_000);
    calibration.measure(RehearsedProbe.EXACT, calls -> clock.addAndGet(calls * 80L), 1_000_000);
    assertThat(calibration.costs().exact()).isEqualTo(70);
  }

  @Test
  void absurdMeasurements_areBounded() {
    calibration.measure(RehearsedProbe.COUNTED, calls -> clock.addAndGet(calls * 5_000L), 1);
    calibration.measure(RehearsedProbe.EXACT, calls -> clock.addAndGet(calls * 1_000_000L), 1);
    ProbeCosts costs = calibration.costs();
    assertThat(costs.counted()).isEqualTo(40);
    assertThat(costs.exact()).isEqualTo(3_000);
  }

  @Test
  void clockThatStandsStill_ends_andIsBounded() {
    calibration.measure(RehearsedProbe.COUNTED, calls -> {}, 1_000);
    assertThat(calibration.costs().counted()).isEqualTo(0.3);
  }

  @Test
  void sampledCall_costsItsShareOfTheClock() {
    ProbeCosts costs = new ProbeCosts(2, 66, 0, 0, 0);
    assertThat(costs.ofCall(1)).isEqualTo(66);
    assertThat(costs.ofCall(64)).isEqualTo(3);
    assertThat(costs.ofCall(0)).isEqualTo(2);
  }

  /** The real probes: dearer is dearer, and nothing of it is counted or kept. */
  @Test
  void realProbes_costsInOrder_nothingCounted() {
    int methods = MethodTable.size();
    long heap = MethodTable.chargedBytes();
    ProbeCosts costs = new Calibration(System::nanoTime).measure();
    assertThat(costs.counted()).isPositive().isLessThan(costs.exact());
    assertThat(costs.exact()).isLessThan(costs.request());
    assertThat(costs.statement()).isPositive();
    assertThat(MethodTable.size()).isEqualTo(methods);
    assertThat(MethodTable.chargedBytes()).isEqualTo(heap);
    assertThat(MethodTable.endPeriod().keySet()).noneMatch(as -> as.method() < 0);
    assertThat(Routes.all()).isEmpty();
  }
}
