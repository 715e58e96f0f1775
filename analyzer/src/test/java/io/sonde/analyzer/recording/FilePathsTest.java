package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FilePathsTest {
  @Test
  void pattern_replacesNumbersAndIds() {
    assertThat(FilePaths.pattern("/data/journal-0017.log")).isEqualTo("/data/journal-#.log");
    assertThat(FilePaths.pattern("/tmp/123e4567-e89b-12d3-a456-426614174000.pdf"))
        .isEqualTo("/tmp/#.pdf");
  }

  @Test
  void pattern_leavesWordsAlone() {
    assertThat(FilePaths.pattern("/facade/deadbeef/app.log")).isEqualTo("/facade/deadbeef/app.log");
    assertThat(FilePaths.pattern("")).isEmpty();
  }
}
