package io.sonde.analyzer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.events.EventNames;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts the real command, in a small heap, on input that is no recording. */
class BadInputIT {
  private static final Path JAR = Path.of("target", "sonde.jar").toAbsolutePath();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"summary", "analyze", "flame", "open"})
  void missingFile_isRefusedByEveryCommand(String command) throws Exception {
    assertThat(refusal(command, "missing.jfr")).contains("does not exist");
  }

  @Test
  void emptyFile() throws Exception {
    Files.createFile(folder.resolve("empty.jfr"));
    assertThat(refusal("analyze", "empty.jfr")).contains("is empty");
  }

  @Test
  void textFile() throws Exception {
    Files.writeString(folder.resolve("text.jfr"), "This is no recording at all.\n".repeat(9));
    assertThat(refusal("analyze", "text.jfr")).contains("is not a flight recording");
  }

  @Test
  void headerAlone() throws Exception {
    Files.write(folder.resolve("head.jfr"), new byte[] {'F', 'L', 'R', 0, 0, 2, 0, 1});
    assertThat(refusal("analyze", "head.jfr")).contains("cut off");
  }

  @Test
  void folderWithoutRecordings() throws Exception {
    Files.createDirectory(folder.resolve("none"));
    assertThat(refusal("analyze", "none")).contains("folder without .jfr files");
  }

  @Test
  void folderNamedLikeARecording() throws Exception {
    Files.createDirectory(folder.resolve("x.jfr"));
    assertThat(refusal("analyze", "x.jfr")).contains("folder without .jfr files");
  }

  @Test
  void twoGigabytesOfZeros() throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("zeros.jfr").toFile(), "rw")) {
      file.setLength(2L << 30);
    }
    assertThat(refusal("analyze", "zeros.jfr")).contains("is not a flight recording");
  }

  @Test
  void chunkOfTwoGigabytesOfZeros() throws Exception {
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("hollow.jfr").toFile(), "rw")) {
      file.setLength(2L << 30);
      file.write(new byte[] {'F', 'L', 'R', 0, 0, 2, 0, 1});
    }
    assertThat(refusal("analyze", "hollow.jfr")).contains("nothing that can be read");
  }

  @Test
  void unreadableFile() throws Exception {
    unreadable(folder.resolve("secret.jfr"));
    assertThat(refusal("analyze", "secret.jfr")).contains("cannot be read");
  }

  @Test
  void unreadableFileInAFolder_isLeftOutAndTold() throws Exception {
    Path dumps = Files.createDirectory(folder.resolve("dumps"));
    recording(dumps.resolve("good.jfr"), 10);
    unreadable(dumps.resolve("secret.jfr"));

    Outcome outcome = sonde("analyze", "dumps");

    assertThat(outcome.exitCode).as(outcome.errors).isZero();
    assertThat(outcome.output).contains("secret.jfr cannot be read");
  }

  @Test
  void truncatedRecording_isReadAndTheLossTold() throws Exception {
    recording(folder.resolve("whole.jfr"), 1);
    // A second chunk, so that the cut leaves the first whole.
    Path cut = folder.resolve("cut.jfr");
    byte[] whole = Files.readAllBytes(folder.resolve("whole.jfr"));
    Files.write(cut, whole);
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2), StandardOpenOption.APPEND);

    Outcome outcome = sonde("analyze", "cut.jfr");

    assertThat(outcome.exitCode).as(outcome.errors).isZero();
    assertThat(outcome.errors).isEmpty();
    assertThat(outcome.output).contains("The file is cut off").doesNotContain("Exception");
  }

  @Test
  void recordingBeyondTheHeap_isNoDamage() throws Exception {
    recording(folder.resolve("large.jfr"), 1_500_000);

    Outcome outcome = sonde("analyze", "large.jfr");

    assertThat(outcome.exitCode).as(outcome.output).isEqualTo(ExitCode.DEFECT);
    assertThat(outcome.errors).contains("is too small for this input").hasLineCount(1);
  }

  @Test
  void optionWithoutItsValue_isWrongUsage() throws Exception {
    Outcome outcome = sonde("analyze", "missing.jfr", "-o");
    assertThat(outcome.exitCode).isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such-folder/r.html", "file/r.html"})
  void reportThatCannotBeWritten_isWrongUsage(String report) throws Exception {
    good();
    Files.createFile(folder.resolve("file"));

    Outcome outcome = sonde("analyze", "good.jfr", "-o", report);

    assertThat(outcome.exitCode).as(outcome.errors).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.errors)
        .startsWith("sonde: " + report + " cannot be written: ")
        .endsWith("; choose another path." + System.lineSeparator())
        .hasLineCount(1)
        .containsOnlyOnce(report);
  }

  @ParameterizedTest
  @ValueSource(strings = {"analyze:-o", "analyze:--json", "flame:-o"})
  void outputThatIsTheInput_isRefused_andTheInputKept(String options) throws Exception {
    byte[] recording = good();
    String[] parts = options.split(":");
    Outcome outcome = sonde(parts[0], "good.jfr", parts[1], "good.jfr");
    assertThat(outcome.exitCode).as(outcome.errors).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.errors).contains("would be overwritten").hasLineCount(1);
    assertThat(folder.resolve("good.jfr")).hasBinaryContent(recording);
  }

  @Test
  void fullDisk_isNoSuccess() throws Exception {
    good();
    Outcome outcome = run(new File("/dev/full"), "analyze", "good.jfr", "--json", "-");
    assertThat(outcome.exitCode).as(outcome.errors).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.errors).contains("standard output cannot be written").hasLineCount(1);
  }

  @Test
  void assembleWithoutItsFolder_isWrongUsage() throws Exception {
    Outcome outcome = sonde("assemble", "1", "-o", "missing/x.jfr");
    assertThat(outcome.exitCode).as(outcome.errors).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.errors).contains("missing/x.jfr cannot be written").hasLineCount(1);
  }

  /** A recording of this JVM, named good.jfr. */
  private byte[] good() throws IOException {
    recording(folder.resolve("good.jfr"), 0);
    return Files.readAllBytes(folder.resolve("good.jfr"));
  }

  /** Root reads whatever its permissions say; the first page of its memory even root cannot. */
  private static void unreadable(Path file) throws IOException {
    if (System.getProperty("user.name").equals("root")) {
      Files.createSymbolicLink(file, Path.of("/proc/self/mem"));
    } else {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(Set.of()));
    }
  }

  private static void recording(Path file, int slowCalls) throws IOException {
    try (Recording recording = new Recording()) {
      recording.enable("jdk.JVMInformation");
      recording.start();
      for (int i = 0; i < slowCalls; i++) {
        new SlowCallEvent().commit();
      }
      recording.stop();
      recording.dump(file);
    }
  }

  private String refusal(String command, String file) throws Exception {
    Outcome outcome = sonde(command, file);
    assertThat(outcome.exitCode).as(outcome.errors).isEqualTo(ExitCode.INPUT);
    assertThat(outcome.output).isEmpty();
    assertThat(outcome.errors)
        .startsWith("sonde: " + file)
        .hasLineCount(1)
        .endsWith("." + System.lineSeparator());
    return outcome.errors;
  }

  private Outcome sonde(String... args) throws IOException, InterruptedException {
    return run(folder.resolve("out.txt").toFile(), args);
  }

  private Outcome run(File out, String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-jar", JAR.toString()));
    command.addAll(List.of(args));
    Path err = folder.resolve("err.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out)
            .redirectError(err.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("no answer within a minute: " + String.join(" ", args));
    }
    return new Outcome(
        process.exitValue(),
        out.isFile() ? Files.readString(out.toPath(), StandardCharsets.UTF_8) : "",
        Files.readString(err, StandardCharsets.UTF_8));
  }

  @Name(EventNames.SLOW_CALL)
  @StackTrace(false)
  static final class SlowCallEvent extends Event {
    String className = "com.shop.Cart";
    String methodName = "total";
  }

  private record Outcome(int exitCode, String output, String errors) {}
}
