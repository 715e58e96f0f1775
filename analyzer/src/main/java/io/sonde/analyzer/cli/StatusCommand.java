package io.sonde.analyzer.cli;

import io.sonde.analyzer.attach.Answer;
import io.sonde.analyzer.attach.Jvm;
import io.sonde.analyzer.attach.RemoteAgent;
import io.sonde.analyzer.unit.Formats;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells what the agent in a JVM does and what it costs. */
@Command(name = "status", description = "Show what the agent in a JVM does.")
final class StatusCommand implements Runnable {
  private static final String FAILURE = "untransformed.";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  @Mixin private TargetJvm target;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Jvm jvm = target.jvm();
    Answer answer = RemoteAgent.in(jvm).status();
    TextTable table = new TextTable();
    table.row("Process", TargetJvm.label(jvm));
    table.row("Agent", answer.text("version"));
    if (answer.text("recording").equals("true")) {
      recording(table, answer);
    } else {
      table.row("Recording", "no; detached, the original bytecode runs");
    }
    table.row("Suppressed errors", count(answer, "suppressedErrors"));
    failures(table, answer);
    table.print(spec.commandLine().getOut());
    new OverheadTable(answer).print(spec.commandLine().getOut());
  }

  private static void recording(TextTable table, Answer answer) {
    Instant started = Instant.parse(answer.text("started"));
    table.row(
        "Recording",
        "since %s (%s)"
            .formatted(
                TIME.format(started.atZone(ZoneId.systemDefault())),
                Formats.nanos((double) Duration.between(started, Instant.now()).toNanos())));
    table.row("File", answer.text("file"));
    table.row("On disk", Formats.bytes(answer.number("sizeBytes")));
    String reason = answer.text("samplerReason");
    table.row("Sampler", answer.text("sampler") + (reason.isEmpty() ? "" : " (" + reason + ")"));
    table.row("Requests", count(answer, "requests"));
    table.row("Timed methods", count(answer, "timedMethods"));
    table.row("Calls counted", count(answer, "calls"));
    if (answer.values().containsKey("spans")) {
      table.row(
          "Told live",
          "%s spans, %s taken, %s not taken, %s dropped"
              .formatted(
                  count(answer, "spans"),
                  count(answer, "spansSent"),
                  count(answer, "spansFailed"),
                  count(answer, "signalsDropped")));
    }
    table.row(
        "Memory",
        "%s for counters, at most %s"
            .formatted(
                Formats.bytes(answer.number("memoryBytes")),
                Formats.bytes(answer.number("memoryLimitBytes"))));
  }

  private static void failures(TextTable table, Answer answer) {
    table.row("Not instrumented", count(answer, "failedClasses"));
    answer.values().keySet().stream()
        .filter(key -> key.startsWith(FAILURE))
        .sorted()
        .forEach(key -> table.row("", key.substring(FAILURE.length()) + ": " + answer.text(key)));
  }

  private static String count(Answer answer, String key) {
    return String.format(Locale.ROOT, "%,d", answer.number(key));
  }
}
