package io.sonde.analyzer.cli;

import io.sonde.analyzer.attach.AttachException;
import io.sonde.analyzer.explain.DatabaseAddress;
import io.sonde.analyzer.recording.UnreadableRecordingException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells an error in one sentence; the stack trace only with {@code --verbose}. */
final class ErrorReport implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final SondeCommand sonde;

  ErrorReport(SondeCommand sonde) {
    this.sonde = sonde;
  }

  @Override
  public int handleParseException(ParameterException error, String[] args) {
    CommandLine command = error.getCommandLine();
    PrintWriter err = command.getErr();
    // An unknown option may be a misspelt --explain.
    err.println("sonde: " + DatabaseAddress.maskedUrls(String.valueOf(error.getMessage())));
    if (!UnmatchedArgumentException.printSuggestions(error, err)) {
      err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    }
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception error, CommandLine command, ParseResult result) {
    if (error instanceof ParameterException usage) {
      return handleParseException(usage, new String[0]);
    }
    return report(error, command.getErr());
  }

  int report(Throwable error, PrintWriter err) {
    int exitCode = exitCode(error);
    err.println("sonde: " + sentence(error, exitCode));
    if (sonde.verbose()) {
      error.printStackTrace(err);
    }
    return exitCode;
  }

  private static int exitCode(Throwable error) {
    if (error instanceof UsageException) {
      return ExitCode.USAGE;
    }
    if (error instanceof InputException
        || error instanceof AttachException
        || error instanceof UnreadableRecordingException) {
      return ExitCode.INPUT;
    }
    return ExitCode.DEFECT;
  }

  /** Also inside of what a library or another thread made of it. */
  private static boolean isOutOfMemory(Throwable error) {
    for (Throwable each = error; each != null; each = each.getCause()) {
      if (each instanceof OutOfMemoryError) {
        return true;
      }
    }
    return false;
  }

  private static String sentence(Throwable error, int exitCode) {
    if (isOutOfMemory(error)) {
      return "the heap of "
          + Runtime.getRuntime().maxMemory() / 1_000_000
          + " MB is too small for this input; give more with java -Xmx.";
    }
    if (exitCode == ExitCode.DEFECT) {
      return "a defect of Sonde stopped the command ("
          + error
          + "); please report it with the output of the same command and --verbose.";
    }
    return String.valueOf(error.getMessage());
  }
}
