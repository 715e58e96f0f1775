package io.sonde.agent.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputPathTest {
  @TempDir Path directory;

  @Test
  void expand_replacesProcessIdTimeAndPercent() {
    LocalDateTime time = LocalDateTime.of(2026, 1, 2, 3, 4, 5);
    assertThat(OutputPath.expand("/d/s-%p-%t-100%%-%x.jfr", 42, () -> time))
        .isEqualTo(Path.of("/d/s-42-20260102-030405-100%-%x.jfr"));
  }

  @Test
  void unused_skipsFilesAndPartsThatExist() throws IOException {
    Path wanted = directory.resolve("a.jfr");
    assertThat(OutputPath.unused(wanted)).isEqualTo(wanted);
    Files.createFile(wanted);
    Files.createDirectory(directory.resolve("a-1.jfr.parts"));
    assertThat(OutputPath.unused(wanted)).isEqualTo(directory.resolve("a-2.jfr"));
  }

  @Test
  void publish_neverOverwrites() throws IOException {
    Path wanted = Files.writeString(directory.resolve("a.jfr"), "old");
    Path finished = Files.writeString(directory.resolve("new"), "new");
    assertThat(OutputPath.publish(finished, wanted)).hasContent("new").hasFileName("a-1.jfr");
    assertThat(wanted).hasContent("old");
    assertThat(finished).doesNotExist();
  }
}
