package io.sonde.analyzer.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetFilesTest {
  @TempDir private Path folder;
  private TargetFiles files;
  private Path written;

  @BeforeEach
  void write() throws IOException {
    files = TargetFiles.of(ProcessHandle.current().pid());
    written = Files.writeString(folder.resolve("theirs.jfr"), "recording");
  }

  @Test
  void bring_movesTheFile() throws IOException {
    Path ours = files.bring(written, folder.resolve("ours.jfr"));
    assertThat(ours).isEqualTo(folder.resolve("ours.jfr")).hasContent("recording");
    assertThat(written).doesNotExist();
  }

  @Test
  void bring_ontoAFile_takesTheNextName() throws IOException {
    Path existing = Files.writeString(folder.resolve("ours.jfr"), "mine");
    assertThat(files.bring(written, existing)).isEqualTo(folder.resolve("ours-1.jfr"));
    assertThat(existing).hasContent("mine");
  }

  @Test
  void bring_throughALink_isRefused_andNothingIsDeleted() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    Files.delete(written);
    Files.createSymbolicLink(written, secret);
    assertThatThrownBy(() -> files.bring(written, folder.resolve("ours.jfr")))
        .isInstanceOf(IOException.class);
    assertThat(secret).hasContent("secret");
    assertThat(folder.resolve("ours.jfr")).doesNotExist();
  }
}
