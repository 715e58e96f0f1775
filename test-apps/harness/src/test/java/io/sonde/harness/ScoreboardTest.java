package io.sonde.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreboardTest {
  private static final Outcome.Expected LEAK = new Outcome.Expected("heap-leak", "a.Sessions.of");
  private static final Outcome.Expected LOCK = new Outcome.Expected("lock-contention", "");
  private static final Outcome.Found LEAK_FOUND = new Outcome.Found("heap-leak", "a.Sessions.of");
  private static final Outcome.Found LEAK_ELSEWHERE = new Outcome.Found("heap-leak", "a.Other.of");
  private static final Outcome.Found LOCK_FOUND = new Outcome.Found("lock-contention", "a.B.c");

  @Test
  void faultNamedFirst_isRight() {
    Outcome run = fault(List.of(LEAK), LEAK_FOUND, LOCK_FOUND);
    assertThat(run.right()).isTrue();
    assertThat(run.wrong()).isEqualTo(1);
  }

  @Test
  void faultNamedSecondOrElsewhere_isNot() {
    assertThat(fault(List.of(LEAK), LOCK_FOUND, LEAK_FOUND).right()).isFalse();
    assertThat(fault(List.of(LEAK), LEAK_ELSEWHERE).right()).isFalse();
    assertThat(fault(List.of(LEAK)).right()).isFalse();
  }

  @Test
  void pair_mustBeTheFirstTwoInAnyOrder() {
    assertThat(fault(List.of(LEAK, LOCK), LOCK_FOUND, LEAK_FOUND).right()).isTrue();
    assertThat(fault(List.of(LEAK, LOCK), LOCK_FOUND, LEAK_ELSEWHERE, LEAK_FOUND).right())
        .isFalse();
  }

  @Test
  void healthyRun_isRightOnlyWithoutWarnings() {
    assertThat(healthy().right()).isTrue();
    assertThat(healthy(LOCK_FOUND).right()).isFalse();
  }

  @Test
  void precisionAndRecall_countLeadingFindings() {
    Scoreboard board =
        new Scoreboard(
            List.of(
                fault(List.of(LEAK), LEAK_FOUND, LOCK_FOUND),
                fault(List.of(LEAK), LOCK_FOUND),
                healthy(),
                healthy(LOCK_FOUND)));
    assertThat(board.precision()).isCloseTo(1.0 / 4, within(1e-9));
    assertThat(board.recall()).isCloseTo(1.0 / 2, within(1e-9));
    assertThat(board.rankedFirst()).isCloseTo(1.0 / 2, within(1e-9));
    assertThat(board.falseAlarms()).hasSize(1);
    assertThat(board.wrongTwice()).isEmpty();
    assertThat(board.markdown())
        .contains("| heap-leak, JDK 17 | heap-leak at `a.Sessions.of` | 1 of 2 | 2 |")
        .contains("lock-contention at `a.B.c`");
  }

  @Test
  void wrongTwice_namesTheFault() {
    Scoreboard board =
        new Scoreboard(List.of(fault(List.of(LEAK)), fault(List.of(LEAK), LOCK_FOUND)));
    assertThat(board.wrongTwice()).containsExactly("heap-leak, JDK 17");
  }

  private static Outcome fault(List<Outcome.Expected> expected, Outcome.Found... found) {
    return new Outcome("heap-leak", false, 17, expected, List.of(found));
  }

  private static Outcome healthy(Outcome.Found... found) {
    return new Outcome("none", false, 17, List.of(), List.of(found));
  }
}
