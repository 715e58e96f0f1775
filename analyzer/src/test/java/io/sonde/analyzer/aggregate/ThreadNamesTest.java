package io.sonde.analyzer.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThreadNamesTest {
  @Test
  void pattern_replacesNumbersAndHashes() {
    assertThat(ThreadNames.pattern("pool-12-thread-3")).isEqualTo("pool-#-thread-#");
    assertThat(ThreadNames.pattern("job-3f2504e0-4f89-11d3-9a0c-0305e82c3301")).isEqualTo("job-#");
    assertThat(ThreadNames.pattern("feedbackade")).isEqualTo("feedbackade");
  }
}
