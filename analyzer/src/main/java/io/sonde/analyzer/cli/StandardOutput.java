package io.sonde.analyzer.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * Remembers that writing failed, which a PrintWriter keeps to itself: a result that a full disk cut
 * off must not pass for a whole one.
 */
final class StandardOutput extends FilterOutputStream {
  private @Nullable IOException failure;

  StandardOutput() {
    super(new FileOutputStream(FileDescriptor.out));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException failed) {
      failure = failed;
      throw failed;
    }
  }

  /** The exit code of a command with this one. A reader that has seen enough is no failure. */
  int exitCode(int ofCommand, PrintWriter err) {
    String reason = failure == null ? "" : String.valueOf(failure.getMessage());
    if (reason.isEmpty() || reason.contains("Broken pipe") || ofCommand != ExitCode.DONE) {
      return ofCommand;
    }
    err.println("sonde: standard output cannot be written: " + reason + "; write to a file.");
    err.flush();
    return ExitCode.USAGE;
  }
}
