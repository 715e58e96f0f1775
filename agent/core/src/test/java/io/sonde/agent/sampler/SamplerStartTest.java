package io.sonde.agent.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.agent.config.SamplingConfig;
import io.sonde.agent.config.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplerStartTest {
  private static final SamplingConfig CONFIG =
      SamplingConfig.of(SettingsReader.read("", Map.of(), Map.of()));

  @TempDir private Path ring;

  @Test
  void cancel_leavesNothingRunning() throws Exception {
    begin(ring).cancel();
    AsyncSampler next = begin(ring).await();
    next.stop();
    assertThat(files(ring)).isNotEmpty();
  }

  @Test
  void await_whenRefused_tellsWhy() {
    SamplerStart start = begin(ring.resolve("a,b"));
    assertThatThrownBy(start::await)
        .isInstanceOf(SamplerUnavailableException.class)
        .hasMessageContaining("may not hold ','");
    start.cancel();
  }

  @Test
  void await_whenInterrupted_waitsAndLeavesInterruptSet() throws Exception {
    SamplerStart start = begin(ring);
    Thread.currentThread().interrupt();
    AsyncSampler sampler = start.await();
    assertThat(Thread.interrupted()).isTrue();
    sampler.stop();
  }

  private static SamplerStart begin(Path ring) {
    return SamplerStart.begin(CONFIG, ring, "samples-", 0);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
