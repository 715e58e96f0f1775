package io.sonde.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathClustersTest {
  @ParameterizedTest
  @CsvSource({
    "/, /",
    "'', /",
    "//, /",
    "/orders, /orders",
    "/orders/, /orders",
    "/orders/4711, /orders/{id}",
    "/orders/4711/lines/2, /orders/{id}/lines/{id}",
    "/users/6fa459ea-ee8a-3ca4-894e-db77e160355e, /users/{id}",
    "/reset/c2VjcmV0LXRva2VuLWZvci1hbGljZQ, /reset/{id}",
    "/users/alice@example.com, /users/{id}",
    "/files/a%20b, /files/{id}",
    "/shop;jsessionid=ABC/cart, /shop/cart",
    "/api/v2/orders, /api/v2/orders",
    "/api/v200/orders, /api/{id}/orders",
    "/a/b/c/d/e/f, /a/b/c/d/e/f",
    "/a/b/c/d/e/f/g/h, /a/b/c/d/e/f/*"
  })
  void segmentsThatNameAThing_becomeId(String path, String expected) {
    assertThat(PathClusters.cluster(path)).isEqualTo(expected);
  }
}
