package io.sonde.analyzer.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/** {@code java -jar sonde.jar}: finds the command and turns its outcome into an exit code. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    StandardOutput output = new StandardOutput();
    PrintWriter err = writer(new FileOutputStream(FileDescriptor.err));
    int exitCode = run(writer(output), err, args);
    System.exit(output.exitCode(exitCode, err));
  }

  /** Runs one command line; never throws. */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    SondeCommand sonde = new SondeCommand();
    CommandLine commandLine = new CommandLine(sonde);
    commands().forEach(commandLine::addSubcommand);
    ErrorReport errors = new ErrorReport(sonde);
    commandLine
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
    int exitCode;
    try {
      exitCode = commandLine.execute(args);
    } catch (Error error) {
      exitCode = errors.report(error, err);
    }
    out.flush();
    err.flush();
    return exitCode;
  }

  /** Every command, in the order of the usage text. Each is a class with {@code @Command}. */
  private static List<Object> commands() {
    return List.of(
        new DemoCommand(),
        new OpenCommand(),
        new AnalyzeCommand(),
        new FlameCommand(),
        new SummaryCommand(),
        new ListCommand(),
        new RecordCommand(),
        new AttachCommand(),
        new StatusCommand(),
        new DumpCommand(),
        new StopCommand(),
        new AssembleCommand());
  }

  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(stream, false, StandardCharsets.UTF_8);
  }
}
