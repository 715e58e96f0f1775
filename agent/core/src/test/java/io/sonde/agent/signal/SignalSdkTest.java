package io.sonde.agent.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.agent.config.SignalConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real SDK, beside settings that were made for another one. */
class SignalSdkTest {
  private static final SignalConfig TO_NOBODY = new SignalConfig("http://127.0.0.1:1", "", "");

  @AfterEach
  void forget() {
    List.of("propagators", "traces.exporter", "metrics.exporter", "traces.sampler")
        .forEach(name -> System.clearProperty("otel." + name));
  }

  @ParameterizedTest
  @CsvSource({
    "propagators, 'b3,jaeger'",
    "traces.exporter, console",
    "metrics.exporter, logging",
    "traces.sampler, always_off"
  })
  void settingOfAnotherSdk_stopsNothing(String name, String value) {
    System.setProperty("otel." + name, value);
    try (SignalSdk sdk = SignalSdk.start(TO_NOBODY, "shop.jfr")) {
      assertThat(sdk.sampling().keepsRoot("0af7651916cd43dd8448eb211c80319c"))
          .isEqualTo(!value.equals("always_off"));
      sdk.end(100);
    }
  }

  @Test
  void samplerThatNobodyKnows_isRefusedByName() {
    System.setProperty("otel.traces.sampler", "mine");
    assertThatThrownBy(() -> SignalSdk.start(TO_NOBODY, "shop.jfr")).hasMessageContaining("mine");
  }

  @Test
  void addressThatIsTaken_isRefused() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SignalConfig config = new SignalConfig("", "", Integer.toString(taken.getLocalPort()));
      assertThatThrownBy(() -> SignalSdk.start(config, "shop.jfr"))
          .hasRootCauseMessage("Address already in use");
    }
  }
}
