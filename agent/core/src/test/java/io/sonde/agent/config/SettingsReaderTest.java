package io.sonde.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
  @Test
  void arguments_listWithCommas_goesOnUntilTheNextKey() {
    Settings settings = arguments("include=com.shop.**,com.pay.*,exclude=com.shop.Log,cpu=5ms");

    assertThat(settings.list(Key.INCLUDE)).containsExactly("com.shop.**", "com.pay.*");
    assertThat(settings.list(Key.EXCLUDE)).containsExactly("com.shop.Log");
    assertThat(settings.number(Key.CPU)).isEqualTo(5_000_000);
    assertThat(settings.problems()).isEmpty();
  }

  @Test
  void sources_sameKey_argumentsThenPropertiesThenEnvironment() {
    Map<String, String> properties = Map.of("sonde.cpu", "2ms", "sonde.wall", "3ms");
    Map<String, String> environment =
        Map.of("SONDE_CPU", "4ms", "SONDE_WALL", "5ms", "SONDE_TIMING_PERIOD", "6s");

    Settings settings = SettingsReader.read("cpu=1ms", properties, environment);

    assertThat(settings.number(Key.CPU)).isEqualTo(1_000_000);
    assertThat(settings.number(Key.WALL)).isEqualTo(3_000_000);
    assertThat(settings.number(Key.TIMING_PERIOD)).isEqualTo(6_000_000_000L);
    assertThat(settings.problems()).isEmpty();
  }

  @Test
  void unknownKey_anySource_namesNearestInThatSourcesForm() {
    Settings settings =
        SettingsReader.read(
            "includ=com.shop.**", Map.of("sonde.slowcall", "1s"), Map.of("SONDE_ALOC", "1m"));

    assertThat(settings.problems())
        .containsExactly(
            "unknown key 'includ': the nearest key is 'include'.",
            "unknown key 'sonde.slowcall': the nearest key is 'sonde.slow-call'.",
            "unknown key 'SONDE_ALOC': the nearest key is 'SONDE_ALLOC'.");
  }

  @Test
  void badValue_named_defaultUsed() {
    Settings settings = arguments("cpu=fast");

    assertThat(settings.problems()).hasSize(1);
    assertThat(settings.problems().get(0)).contains("'fast'", "'cpu'", "10ms");
    assertThat(settings.number(Key.CPU)).isEqualTo(10_000_000);
  }

  @ParameterizedTest
  @CsvSource({"1%, 0.01", "0.5%, 0.005", "100%, 1", "off, 0", "0, 0", "0%, 0"})
  void overhead_shareOfAllProcessors(String text, double share) {
    assertThat(arguments("overhead=" + text).share(Key.OVERHEAD)).isEqualTo(share);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "101%", "-1%", "%", "1 %", "1.5"})
  void overhead_withoutUnitOrTooMuch_defaultUsed(String text) {
    Settings settings = arguments("overhead=" + text);
    assertThat(settings.problems()).hasSize(1);
    assertThat(settings.share(Key.OVERHEAD)).isEqualTo(0.01);
  }

  @Test
  void strayWord_afterNoList_isAProblem() {
    assertThat(arguments("cpu=5ms,fast").problems()).hasSize(1);
    assertThat(arguments("").problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "timing, exact, 1",
    "timing, 1/64, 64",
    "max-size, 512k, 524288",
    "max-size, 1g, 1073741824",
    "max-size, off, 0",
    "duration, 2h, 7200000000000",
    "slow-call, 250us, 250000",
    "slow-calls-per-second, 10, 10"
  })
  void values_eachForm_inBaseUnit(String key, String text, long expected) {
    Settings settings = arguments(key + "=" + text);
    Key parsed =
        List.of(Key.values()).stream().filter(k -> k.id().equals(key)).findFirst().orElseThrow();
    assertThat(settings.number(parsed)).isEqualTo(expected);
    assertThat(settings.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "timing, 1/0",
    "timing, 64",
    "max-size, 12q",
    "max-size, 9999999999999g",
    "cpu, -5ms",
    "slow-calls-per-second, many",
    "enabled, perhaps",
    "sampler, perf",
    "cpu, ms"
  })
  void values_malformed_areProblems(String key, String text) {
    assertThat(arguments(key + "=" + text).problems()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SONDE_PORT",
        "SONDE_SERVICE_HOST",
        "SONDE_SERVICE_PORT_HTTP",
        "SONDE_PORT_80_TCP_ADDR",
        "SONDE_DEMO_SERVICE_HOST",
        "SONDE_RECORDINGS"
      })
  void variablesOfOthers_areNoProblem(String variable) {
    assertThat(SettingsReader.read("", Map.of(), Map.of(variable, "x")).problems()).isEmpty();
  }

  @Test
  void defaults_everyKey_readable() {
    assertThat(Key.values())
        .allSatisfy(key -> assertThat(key.type().parse(key.defaultText())).isNotNull());
  }

  private static Settings arguments(String arguments) {
    return SettingsReader.read(arguments, Map.of(), Map.of());
  }
}
