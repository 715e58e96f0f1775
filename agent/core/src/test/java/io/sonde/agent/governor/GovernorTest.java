package io.sonde.agent.governor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Simulated seconds: what the governor does at each, given counters. */
class GovernorTest {
  /** 1 % of two processors: 20 ms a second. */
  private static final double SHARE = 0.01;

  private static final int PROCESSORS = 2;
  private static final ProbeCosts COSTS = new ProbeCosts(2, 60, 3_000, 300, 1_000);

  private final SimulatedProbes probes = new SimulatedProbes();
  private final List<Step> steps = new ArrayList<>();
  private final Governor governor = new Governor(SHARE, () -> PROCESSORS, probes, steps::add);
  private final LoadMeter meter = new LoadMeter(probes, 0);
  private long now;

  @Test
  void withinTheBudget_nothingIsTurned() {
    GovernorState state = second(300_000, 100);
    assertThat(steps).isEmpty();
    assertThat(state.totalNanos()).isEqualTo(300_100 * 60.0);
    assertThat(state.isOverBudget()).isFalse();
    assertThat(state.throttledMethods()).isZero();
  }

  /** Five million calls: 300 ms exact; 10 ms counted, and 4.5 for one timed call in 64. */
  @Test
  void overBudget_theDearestMethodGoesDown_atTheNextLook_andIsWithin() {
    GovernorState state = second(5_000_000, 1_000);
    assertThat(steps).extracting(Step::method).containsOnly(0);
    assertThat(steps).extracting(Step::to).containsExactly("1/64");
    assertThat(steps.get(0).costBefore()).isEqualTo(5_001_000 * 60.0);
    assertThat(steps.get(0).costAfter()).isEqualTo(state.totalNanos());
    assertThat(state.isOverBudget()).isFalse();
    assertThat(probes.strides).isEqualTo(Map.of(0, 64));
  }

  @Test
  void tenMillionCalls_onlyCounted_atOnce_stateSaysWhatCountingCosts() {
    GovernorState state = second(10_500_000, 10);
    assertThat(steps).extracting(Step::to).containsExactly("1/64", "1/1024", "count only");
    assertThat(state.isOverBudget()).as("counting alone is over the budget").isTrue();
    assertThat(state.leastNanos()).isBetween(21e6, 21.1e6);
    assertThat(state.rows().get(0).mode()).isEqualTo("count only");
    assertThat(state.rows().get(0).turnedDown()).isTrue();

    second(10_500_000, 10);
    assertThat(steps).as("nothing is left to turn").hasSize(3);
    assertThat(probes.strides).as("the cheap method stays exact").doesNotContainKey(1);
  }

  /** Each of 500 methods takes less than a hundredth of the budget, all of them five times it. */
  @Test
  void manyMethods_noneOfThemDear_areTurnedDownUntilWithin() {
    probes.calls = new long[500];
    long[] calls = new long[500];
    Arrays.fill(calls, 3_300);
    GovernorState state = second(calls);
    assertThat(steps.get(0).costBefore()).isGreaterThan(4.9 * state.budgetNanos());
    assertThat(state.isOverBudget()).isFalse();
    assertThat(state.throttledMethods()).isBetween(400, 500);
    assertThat(state.rows()).hasSize(20);
  }

  @Test
  void loadFalls_stepsUpOneByOne_onlyAfterQuietSeconds() {
    second(10_500_000, 0);
    steps.clear();
    for (int i = 0; i < StepUpPatience.LEAST_LOOKS - 1; i++) {
      second(1_000, 0);
    }
    assertThat(steps).isEmpty();
    for (int i = 0; i < 3 * StepUpPatience.LEAST_LOOKS; i++) {
      second(1_000, 0);
    }
    assertThat(steps).extracting(Step::to).containsExactly("1/1024", "1/64", "exact");
    assertThat(steps).extracting(Step::reason).containsOnly(Step.Reason.ROOM_AGAIN);
    assertThat(probes.strides).isEqualTo(Map.of(0, 1));
  }

  /** Exact timing would take 90 % of the budget: too little room to step up to it. */
  @Test
  void loadJustBelowTheBudget_staysDown() {
    second(5_000_000, 0);
    steps.clear();
    for (int i = 0; i < 200; i++) {
      second(300_000, 0);
    }
    assertThat(steps).isEmpty();
  }

  /** Six quiet seconds, then a second at full load, for an hour. */
  @Test
  void loadThatComesAndGoes_stepsBecomeRare() {
    for (int round = 0; round < 514; round++) {
      for (int i = 0; i < 6; i++) {
        second(1_000, 0);
      }
      second(5_000_000, 0);
    }
    assertThat(steps.size()).as("down, up, down, and then it waits longer").isLessThan(10);
  }

  @Test
  void coarserTimingConfigured_itsLevelsAreCoarser() {
    probes.configured = 128;
    second(20_000_000, 0);
    assertThat(steps).extracting(Step::from).first().isEqualTo("1/128");
    assertThat(steps).extracting(Step::to).containsExactly("1/1024", "count only");
  }

  /** Counted are all; only events are fewer. */
  @Test
  void eventsOfRequests_areWrittenMoreSeldom_requestsAndSqlAreNot() {
    probes.requests += 1_000;
    probes.statements += 3_000;
    probes.events += 40_000;
    GovernorState state = second(0, 0);
    assertThat(steps).extracting(Step::method).containsOnly(-1);
    assertThat(steps).extracting(Step::to).containsExactly("caps / 4");
    assertThat(probes.divisor).isEqualTo(4);
    assertThat(state.totalNanos()).isEqualTo(1_000 * 3_000.0 + 3_000 * 300.0 + 10_000 * 1_000.0);

    probes.events += 10_000;
    assertThat(second(0, 0).totalNanos()).isEqualTo(10e6);
    assertThat(steps).hasSize(1);
  }

  @Test
  void readingTheCounters_isPartOfTheCost() {
    GovernorState state = governor.look(meter.read(1_000_000_000, 2_000_000), COSTS);
    assertThat(state.totalNanos()).isEqualTo(2e6);
    assertThat(state.rows()).extracting(GovernorState.Row::probe).containsExactly("the governor");
  }

  @Test
  void countersThatStartOver_areNoLoad() {
    second(1_000, 0);
    probes.calls[0] = 0;
    now += 1_000_000_000;
    assertThat(meter.read(now, 0).ofMethod(0)).isZero();
  }

  private GovernorState second(long... calls) {
    for (int method = 0; method < calls.length; method++) {
      probes.calls[method] += calls[method];
    }
    now += 1_000_000_000;
    return governor.look(meter.read(now, 0), COSTS);
  }

  private static final class SimulatedProbes implements Governed {
    private long[] calls = new long[2];
    private final Map<Integer, Integer> strides = new HashMap<>();
    private long requests;
    private long statements;
    private long events;
    private int configured = 1;
    private int divisor = 1;

    @Override
    public long[] methodCalls() {
      return Arrays.copyOf(calls, calls.length);
    }

    @Override
    public long requests() {
      return requests;
    }

    @Override
    public long statements() {
      return statements;
    }

    @Override
    public long events() {
      return events;
    }

    @Override
    public int configuredStride() {
      return configured;
    }

    @Override
    public void setStride(int method, int stride) {
      strides.put(method, stride);
    }

    @Override
    public void writeOneIn(int newDivisor) {
      divisor = newDivisor;
    }
  }
}
