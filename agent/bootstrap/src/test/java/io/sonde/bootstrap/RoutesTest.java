package io.sonde.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
  @BeforeEach
  @AfterEach
  void clear() {
    Routes.clear();
  }

  @Test
  void oneRoute_isOneCell() {
    RouteCell cell = Routes.http("GET", "/orders/{id}", "/orders/1", 200);
    assertThat(cell.route()).isEqualTo("GET /orders/{id}");
    assertThat(Routes.http("GET", "/orders/{id}", "/orders/2", 500)).isSameAs(cell);
    assertThat(Routes.http("POST", "/orders/{id}", "/orders/2", 200)).isNotSameAs(cell);
    assertThat(Routes.all()).hasSize(2);
  }

  @Test
  void whoAsksForNamesThatDoNotExist_cannotFillTheHeap() {
    for (int i = 0; i < 10 * Routes.MOST_ROUTES; i++) {
      Routes.http("GET", null, "/" + word(i), 200);
      Routes.http("METHOD" + i, null, "/x", 200);
      Routes.http("GET", null, "/" + word(-i), 404);
    }
    assertThat(Routes.all()).hasSizeLessThanOrEqualTo(Routes.MOST_ROUTES + 3);
    assertThat(Routes.http("GET", null, "/one-more", 200).route()).isEqualTo("GET /{other}");
    assertThat(Routes.http("BREW", null, "/x", 200).route()).isEqualTo("OTHER /x");
    assertThat(Routes.http("GET", null, "/no", 404).route()).isEqualTo("GET /{not found}");
  }

  /** Spring hands what it knows no handler for to its static files, by the pattern of them all. */
  @Test
  void catchAll_thatFoundNothing_isNotFound() {
    assertThat(Routes.http("GET", "/**", "/favicon.ico", 404).route())
        .isEqualTo("GET /{not found}");
    assertThat(Routes.http("GET", "/**", "/logo.svg", 200).route()).isEqualTo("GET /**");
  }

  @ParameterizedTest
  @CsvSource({
    "'', /orders/1, , /orders/{id}, /orders/{id}",
    "/shop, /orders/1, , /orders/{id}, /shop/orders/{id}",
    "/shop, /api, /orders/1, /orders/{id}, /shop/api/orders/{id}",
    "'', /api, /1, {id}, /api/{id}"
  })
  void template_holdsWhatTheFrameworkLeavesOut(
      String context, String servlet, String pathInfo, String pattern, String expected) {
    assertThat(Routes.template(context, servlet, pathInfo, pattern)).isEqualTo(expected);
    assertThat(Routes.template(context, servlet, pathInfo, null)).isNull();
  }

  /** A word without digits, which would be an identifier. */
  private static String word(int number) {
    StringBuilder word = new StringBuilder(number < 0 ? "m" : "p");
    for (int rest = Math.abs(number); rest > 0; rest /= 10) {
      word.append((char) ('a' + rest % 10));
    }
    return word.toString();
  }
}
