package io.sonde.analyzer.cli;

import io.sonde.analyzer.attach.Answer;
import io.sonde.analyzer.attach.Jvm;
import io.sonde.analyzer.attach.RemoteAgent;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts a recording that goes on until it is stopped. */
@Command(name = "attach", description = "Start recording a running JVM, until 'sonde stop'.")
final class AttachCommand implements Runnable {
  @Mixin private TargetJvm target;

  @Parameters(
      index = "1..*",
      paramLabel = "key=value",
      description = "Settings of the agent, such as include=com.shop.** (docs/configuration.md).")
  private List<String> keyValues = List.of();

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    String settings = TargetJvm.settings(keyValues);
    Jvm jvm = target.jvm();
    RemoteAgent agent = RemoteAgent.in(jvm);
    boolean warns = agent.warnsOfLoading();
    Answer answer = agent.attach(settings);
    if (warns) {
      TargetJvm.tellOfWarning(jvm, spec.commandLine().getErr());
    }
    spec.commandLine()
        .getOut()
        .printf(
            "Recording %s to %s; end it with 'sonde stop %d'.%n",
            TargetJvm.label(jvm), answer.text("file"), jvm.pid());
  }
}
