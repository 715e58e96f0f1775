package io.sonde.agent.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceNameTest {
  @ParameterizedTest
  @CsvSource({
    "/opt/shop/shop-1.4.2-SNAPSHOT.jar --port=80, shop",
    "order-service.jar, order-service",
    "com.acme.shop.Main a b, Main",
    "Main, Main",
    "'', unknown_service:java"
  })
  void mainJarOrClass_namesTheService(String command, String name) {
    assertThat(ServiceName.of(command, Map.of())).isEqualTo(name);
  }

  @Test
  void springsName_isTakenBefore() {
    assertThat(ServiceName.of("app.jar", Map.of("SPRING_APPLICATION_NAME", "checkout")))
        .isEqualTo("checkout");
  }
}
