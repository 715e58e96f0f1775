package io.sonde.analyzer.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command above all others: only its options matter, alone it prints the usage. */
@Command(
    name = "sonde",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = SondeCommand.Version.class,
    usageHelpAutoWidth = true,
    sortOptions = false,
    description = "Tells why a JVM service is slow under load.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a condition that was asked for holds (--fail-on)",
      "2:wrong usage",
      "3:the input cannot be read",
      "70:a defect of Sonde"
    })
final class SondeCommand implements Runnable {
  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace with an error.")
  private boolean verbose;

  @Spec private CommandSpec spec;

  boolean verbose() {
    return verbose;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "No command given.");
  }

  /** The jar's version. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = SondeCommand.class.getPackage().getImplementationVersion();
      return new String[] {"sonde " + (version == null ? "(not packaged)" : version)};
    }
  }
}
