package io.sonde.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.agent.config.DumpCondition.Measure;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DumpConditionTest {
  private static final long SECOND = 1_000_000_000L;

  @ParameterizedTest
  @CsvSource({
    "p99(GET /checkout)>500ms for 30s, PERCENTILE, 99, GET /checkout, 5e8, 30",
    "p99.9(*) > 2s, PERCENTILE, 99.9, *, 2e9, 0",
    "p50(GET /f(x)/*)>1ms, PERCENTILE, 50, GET /f(x)/*, 1e6, 0",
    "errors(POST /orders)>5% for 1m, ERRORS, 0, POST /orders, 0.05, 60",
    "pool-wait(HikariPool-1)>100ms, POOL_WAIT, 0, HikariPool-1, 1e8, 0",
    "live-set>80%, LIVE_SET, 0, '', 0.8, 0",
    "heap-full<10m, HEAP_FULL, 0, '', 6e11, 0",
    "deadlock, DEADLOCK, 0, '', 0, 0"
  })
  void whatIsWritten_isWhatIsWatched(
      String text, Measure measure, double percent, String subject, double bound, long seconds) {
    DumpCondition condition = DumpCondition.parse(text);
    assertThat(condition)
        .isEqualTo(new DumpCondition(text, measure, percent, subject, bound, seconds * SECOND));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "p99>500ms",
        "p99(GET /)",
        "p99(GET /)<500ms",
        "p100(GET /)>1s",
        "p99()>1s",
        "p99(GET /)>off",
        "p99(GET /)>1s for ever",
        "errors(*)>500ms",
        "errors(*)>200%",
        "live-set<80%",
        "heap-full>10m",
        "deadlock>1"
      })
  void whatIsNoCondition_isRefusedWithTheForm(String text) {
    assertThatThrownBy(() -> ValueType.CONDITIONS.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("p99(GET /checkout)>500ms for 30s");
  }

  @Test
  void severalConditions_standInOneKey() {
    Settings settings =
        SettingsReader.read("dump-when=p99(GET /a)>1s for 5s,deadlock,cpu=5ms", Map.of(), Map.of());
    assertThat(settings.problems()).isEmpty();
    assertThat(settings.conditions(Key.DUMP_WHEN))
        .extracting(DumpCondition::measure)
        .containsExactly(Measure.PERCENTILE, Measure.DEADLOCK);
    assertThat(settings.number(Key.CPU)).isEqualTo(5_000_000);
  }

  @Test
  void heapThatIsFullSoon_breachesBelowItsBound() {
    DumpCondition soon = DumpCondition.parse("heap-full<10m");
    assertThat(soon.isBreachedBy(60 * SECOND)).isTrue();
    assertThat(soon.isBreachedBy(Double.POSITIVE_INFINITY)).isFalse();
    assertThat(DumpCondition.parse("live-set>80%").isBreachedBy(0.81)).isTrue();
  }
}
