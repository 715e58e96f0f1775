package io.sonde.analyzer.cli;

import io.sonde.analyzer.attach.Jvm;
import io.sonde.analyzer.attach.Jvms;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the JVMs of this machine. */
@Command(name = "list", description = "List the JVMs on this machine.")
final class ListCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    List<Jvm> jvms = Jvms.list();
    if (jvms.isEmpty()) {
      out.println("No other JVM runs on this machine that this user can see.");
      return;
    }
    TextTable table = new TextTable();
    table.row("PID", "JAVA", "USER", "SONDE", "MAIN CLASS OR JAR");
    for (Jvm jvm : jvms) {
      table.row(
          Long.toString(jvm.pid()),
          orUnknown(jvm.javaVersion()),
          orUnknown(jvm.user()),
          sonde(jvm),
          main(jvm));
    }
    table.print(out);
  }

  private static String sonde(Jvm jvm) {
    return switch (jvm.agent()) {
      case LOADED -> "loaded";
      case ABSENT -> "-";
      case UNKNOWN -> "?";
    };
  }

  private static String main(Jvm jvm) {
    String main = orUnknown(jvm.main());
    return jvm.inContainer() ? main + " (in a container, as PID " + jvm.pidInside() + ")" : main;
  }

  private static String orUnknown(String text) {
    return text.isEmpty() ? "?" : text;
  }
}
