package io.sonde.agent.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoverPartsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

  @TempDir Path directory;

  @Test
  void clean_deletesOnlyWhatIsOlderThanADay() throws IOException {
    Path fresh = parts("fresh", Duration.ofHours(23));
    Path stale = parts("stale", Duration.ofHours(25));
    Path foreign = Files.createDirectory(directory.resolve("other.parts"));
    LeftoverParts.clean(directory, Long.MAX_VALUE, NOW);
    assertThat(fresh).exists();
    assertThat(stale).doesNotExist();
    assertThat(foreign).exists();
  }

  @Test
  void clean_beyondBudget_deletesTheOldestButNoLivingOne() throws IOException {
    Path living = parts("living", Duration.ofSeconds(20));
    Path newer = parts("newer", Duration.ofHours(1));
    Path older = parts("older", Duration.ofHours(2));
    LeftoverParts.clean(directory, 2_500, NOW);
    assertThat(living).exists();
    assertThat(newer).exists();
    assertThat(older).doesNotExist();
  }

  @Test
  void clean_deletesTheRepositoryThatTheStateFileNames() throws IOException {
    Path repository = Files.createDirectory(directory.resolve("2026_01_01_00_00_00_42"));
    Files.createFile(repository.resolve("chunk.jfr"));
    Path parts = parts("stale", Duration.ofHours(30));
    Files.writeString(
        parts.resolve(PartsDirectory.STATE_FILE), "pid=42\nrepository=" + repository + "\n");
    touch(parts, Duration.ofHours(30));
    LeftoverParts.clean(directory, Long.MAX_VALUE, NOW);
    assertThat(repository).doesNotExist();
  }

  @Test
  void clean_neverTakesPartsOfALivingProcess() throws IOException {
    Path stopped = parts("stopped", Duration.ofHours(30));
    Path reused = parts("reused", Duration.ofHours(30));
    String living =
        "pid=%d\nhost=%s\nprocessStartMillis="
            .formatted(ProcessHandle.current().pid(), ProcessStart.host());
    writeState(stopped, living + ProcessStart.millis());
    writeState(reused, living + (ProcessStart.millis() - 100_000));
    LeftoverParts.clean(directory, 0, NOW);
    assertThat(stopped).exists();
    assertThat(reused).doesNotExist();
  }

  private static void writeState(Path parts, String state) throws IOException {
    Files.writeString(parts.resolve(PartsDirectory.STATE_FILE), state);
    touch(parts, Duration.ofHours(30));
  }

  private Path parts(String name, Duration age) throws IOException {
    Path parts = Files.createDirectory(directory.resolve(name + ".jfr.parts"));
    Files.writeString(parts.resolve(PartsDirectory.STATE_FILE), "pid=1\n");
    Files.write(parts.resolve("samples-0.jfr"), new byte[1_000]);
    touch(parts, age);
    return parts;
  }

  private static void touch(Path parts, Duration age) throws IOException {
    Files.setLastModifiedTime(
        parts.resolve(PartsDirectory.STATE_FILE), FileTime.from(NOW.minus(age)));
  }
}
