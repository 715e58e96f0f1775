package io.sonde.analyzer.cli;

import io.sonde.analyzer.attach.AmbiguousNameException;
import io.sonde.analyzer.attach.Jvm;
import io.sonde.analyzer.attach.Jvms;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The JVM that a command is about, and the checks that all such commands share. */
final class TargetJvm {
  @Parameters(
      index = "0",
      paramLabel = "(PID|NAME)",
      description = "Process id, or a part of the main class or jar.")
  private String name = "";

  Jvm jvm() {
    try {
      return Jvms.find(name);
    } catch (AmbiguousNameException ambiguous) {
      throw new UsageException(ambiguous.getMessage(), ambiguous);
    }
  }

  static String label(Jvm jvm) {
    return jvm.main().isEmpty() ? Long.toString(jvm.pid()) : jvm.pid() + " " + jvm.shortName();
  }

  /** What -o names; the folder must be there before anything is started. */
  static @Nullable Path checked(@Nullable Path output) {
    if (output == null) {
      return null;
    }
    Path folder = output.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new UsageException(
          "%s cannot be written: its folder is missing or read-only; name another file with -o."
              .formatted(output));
    }
    if (Files.isDirectory(output)) {
      throw new UsageException(output + " is a directory; name a file with -o.");
    }
    return output;
  }

  /** The agent's settings in the form of its argument. */
  static String settings(List<String> keyValues) {
    for (String keyValue : keyValues) {
      if (keyValue.indexOf('=') < 1) {
        throw new UsageException("'" + keyValue + "' is no setting; write key=value.");
      }
    }
    return String.join(",", keyValues);
  }

  static void tellOfWarning(Jvm jvm, PrintWriter err) {
    err.println(
        "note: Java %s printed a warning to the standard error of %d, because an agent came while it ran; -XX:+EnableDynamicAgentLoading avoids it."
            .formatted(jvm.javaVersion(), jvm.pid()));
    err.flush();
  }
}
