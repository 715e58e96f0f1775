package io.sonde.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceLevelTest {
  @Test
  void whatIsWritten_isWhatIsPromised() {
    Settings settings =
        SettingsReader.read("slo=99.9%(GET /f(x)/*) < 500ms,95%(*)<2s,cpu=5ms", Map.of(), Map.of());
    assertThat(settings.problems()).isEmpty();
    assertThat(settings.objectives(Key.SLO))
        .containsExactly(
            new ServiceLevel(
                "99.9%(GET /f(x)/*) < 500ms", 0.9990000000000001, "GET /f(x)/*", 500_000_000),
            new ServiceLevel("95%(*)<2s", 0.95, "*", 2_000_000_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "99%",
        "99%(*)",
        "99%(*)>1s",
        "100%(*)<1s",
        "0%(*)<1s",
        "99%()<1s",
        "99%(*)<0"
      })
  void whatIsNone_isRefusedWithTheForm(String text) {
    assertThatThrownBy(() -> ValueType.OBJECTIVES.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("99%(GET /checkout)<500ms");
  }
}
