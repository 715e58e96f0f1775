package io.sonde.analyzer.attach;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What one run of the real command printed, and its exit code. */
public record SondeRun(int exitCode, String output, String errors) {
  public static final Path JAR = Path.of("target", "sonde.jar").toAbsolutePath();
  private static final long PATIENCE_SECONDS = 120;

  /** Runs {@code java -jar sonde.jar …} in a folder, on the JDK of the tests. */
  public static SondeRun sonde(Path folder, String... args) throws Exception {
    return of(folder, command(Path.of(System.getProperty("java.home")), JAR, args));
  }

  /** The command line that runs a jar on a Java. */
  static List<String> command(Path javaHome, Path jar, String... args) {
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin/java").toString());
    command.addAll(List.of("-Xmx64m", "-jar", jar.toString()));
    command.addAll(List.of(args));
    return command;
  }

  static SondeRun of(Path folder, List<String> command) throws Exception {
    return of(folder, command, Files.createTempFile(folder, "out", ".txt").toFile());
  }

  /**
   * @param out where standard output goes, such as a device that is full
   */
  public static SondeRun of(Path folder, List<String> command, File out)
      throws IOException, InterruptedException {
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out)
            .redirectError(err.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("no answer in time: " + command);
    }
    return new SondeRun(
        process.exitValue(),
        out.isFile() ? Files.readString(out.toPath(), StandardCharsets.UTF_8) : "",
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
