package io.sonde.analyzer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteGlobTest {
  @ParameterizedTest
  @CsvSource({
    "GET /orders/*, GET /orders/{id}, true",
    "GET /orders/*, GET /orders/{id}/lines, true",
    "GET /orders/*, GET /orders, false",
    "GET /orders/{id}, GET /orders/{id}, true",
    "GET /a.c, GET /abc, false",
    "get /ORDERS, GET /orders, true",
    "orders, GET /orders, false",
    "*orders, GET /orders, true",
    "/orders, POST /orders, true",
    "/orders, POST /v1/orders, false",
    "com.shop.Batch.*, com.shop.Batch.run, true",
    "*, anything, true"
  })
  void glob_matchesTheWholeRoute(String glob, String route, boolean expected) {
    assertThat(new RouteGlob(glob).matches(route)).isEqualTo(expected);
  }

  @Test
  void nearest_comesFirst_andNoMoreThanAFew() {
    List<String> routes = List.of("A", "B", "GET /orders", "GET /order", "C", "D", "E");
    assertThat(new RouteGlob("GET /ordrs").nearest(routes))
        .startsWith("GET /orders, GET /order, ")
        .endsWith(" and 2 more");
    assertThat(new RouteGlob("x").nearest(List.of("one"))).isEqualTo("one");
  }
}
