package io.sonde.agent.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretsTest {
  @Test
  void arguments_withSecrets_areMasked() {
    assertThat(
            Secrets.arguments(
                List.of(
                    "-Xmx1g",
                    "-Ddb.password=a,b c",
                    "-Djdbc.url=jdbc:postgresql://tom:cat@db/shop",
                    "-Doracle.url=jdbc:oracle:thin:tom/cat@//db:1521/shop",
                    "-Ddb.pass=cat",
                    "-Dsigning.key=cat",
                    "-Dpath.bypass=no",
                    "-javaagent:x.jar=licenseKey=42",
                    "--api-token",
                    "hidden",
                    "-Dapp.name=shop")))
        .isEqualTo(
            """
            -Xmx1g
            -Ddb.password=***
            -Djdbc.url=jdbc:postgresql://***@db/shop
            -Doracle.url=jdbc:oracle:thin:***@//db:1521/shop
            -Ddb.pass=***
            -Dsigning.key=***
            -Dpath.bypass=no
            -javaagent:x.jar=licenseKey=***
            --api-token
            ***
            -Dapp.name=shop""");
  }

  @Test
  void lines_areSortedAndMasked() {
    assertThat(Secrets.lines(Map.of("wall", "20ms", "otlp-headers", "x=1", "cpu", "10ms")))
        .isEqualTo("cpu=10ms\notlp-headers=***\nwall=20ms\n");
  }
}
