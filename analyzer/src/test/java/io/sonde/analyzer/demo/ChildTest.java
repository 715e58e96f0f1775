package io.sonde.analyzer.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void await_takesAWholeLine_neverItsBeginning() {
    try (Child child = start("printf 'READY port='; sleep 1; echo 4711; sleep 60")) {
      assertThat(child.await("READY", LIMIT)).isEqualTo("READY port=4711");
    }
  }

  @Test
  void await_ofAProcessThatEnded_takesWhatItWroteLast() {
    try (Child child = start("printf 'READY port=4711'")) {
      assertThat(child.await("READY", LIMIT)).isEqualTo("READY port=4711");
    }
  }

  @Test
  void await_ofAProcessThatEndsFirst_saysWhy() {
    try (Child child = start("echo 'shop: no database.'; exit 3")) {
      assertThatThrownBy(() -> child.await("READY", LIMIT))
          .isInstanceOf(DemoException.class)
          .hasMessageContaining("ended early (shop: no database.)")
          .hasMessageContaining("shop.log");
    }
  }

  private Child start(String script) {
    return Child.start("shop", folder.resolve("shop.log"), List.of("sh", "-c", script));
  }
}
