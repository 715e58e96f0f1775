package io.sonde.agent.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.bootstrap.Objective;
import io.sonde.bootstrap.Objectives;
import io.sonde.bootstrap.RequestStretch;
import io.sonde.bootstrap.Requests;
import io.sonde.bootstrap.Routes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that end well or fail, and at which rate that spends the budget. */
class BurnRateTest {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
  private static final long FIVE = 5 * MINUTE;

  private final Objective objective = new Objective("all", "*", 0.99, Long.MAX_VALUE);
  private final BurnRate rate = new BurnRate(objective, 0);

  @BeforeEach
  void record() {
    Objectives.start(List.of(objective));
    Requests.start(0, 1);
  }

  @AfterEach
  void stop() {
    Requests.stop();
    Objectives.start(List.of());
    Routes.clear();
  }

  @Test
  void twoPercentBad_whereOneIsAllowed_spendsItTwiceAsFast() {
    assertThat(rate.over(FIVE, MINUTE)).as("without a request nothing is said").isEmpty();
    serve(98, 200);
    serve(2, 500);
    assertThat(rate.over(FIVE, MINUTE).getAsDouble()).isCloseTo(2, within(1e-9));
  }

  @Test
  void windowForgets_whatTheLongerOneRemembers() {
    serve(50, 500);
    rate.look(MINUTE);
    serve(50, 200);
    rate.look(8 * MINUTE);
    serve(10, 200);
    assertThat(rate.over(FIVE, 9 * MINUTE)).hasValue(0);
    assertThat(rate.over(60 * MINUTE, 9 * MINUTE).getAsDouble())
        .isCloseTo(50 / 110.0 / 0.01, within(1e-9));
  }

  private static void serve(int number, int status) {
    for (int i = 0; i < number; i++) {
      RequestStretch stretch = Requests.beginHttp(null, null, null, null);
      stretch.enter();
      stretch.leave();
      stretch.request().endHttp(status, "GET", "/burn", "/burn", null);
    }
  }
}
