package io.sonde.analyzer.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeOriginTest {
  /** Readers leave the numbers of proxies out, so that the same proxy has one name in each run. */
  @ParameterizedTest
  @CsvSource({
    "com.shop.checkout.$Proxy, GENERATED",
    "com.shop.checkout.$Proxy171, GENERATED",
    "jdk.proxy2.$Proxy99, GENERATED",
    "com.shop.checkout.$ProxyOfOwn, OWN",
    "com.shop.checkout.Checkout, OWN",
    "java.lang.reflect.Proxy, JDK",
    "com.zaxxer.hikari.pool.HikariPool, LIBRARY"
  })
  void classes_areToldByTheirNames(String className, CodeOrigin origin) {
    assertThat(CodeOrigin.ofClass(className)).isEqualTo(origin);
  }
}
