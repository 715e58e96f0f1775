package io.sonde.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
  @ParameterizedTest
  @CsvSource({
    "*, GET /a, true",
    "GET /a, GET /a, true",
    "GET /a, GET /ab, false",
    "GET /a*, GET /ab, true",
    "GET /a*, GET /a, true",
    "* /orders/*/lines, GET /orders/{id}/lines, true",
    "* /orders/*/lines, GET /orders/lines, false",
    "GET /orders/*, POST /orders/{id}, false",
    "GET /f(x)*, GET /f(x)/y, true",
    "*z, GET /a, false",
    "a*a, a, false",
    "a*b*b, ab, false",
    "a**b, ab, true"
  })
  void star_standsForAnything_andTheRestForItself(String pattern, String name, boolean matches) {
    assertThat(new NamePattern(pattern).matches(name)).isEqualTo(matches);
  }
}
