package io.sonde.analyzer.report;

import io.sonde.analyzer.aggregate.ExecutorUse;
import io.sonde.analyzer.aggregate.ExecutorUses;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.PrintableText;
import io.sonde.analyzer.unit.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Servers' worker pools and executors, in each kind of report. Times are nanoseconds. */
final class ExecutorReport {
  private static final int LISTED = 20;

  private ExecutorReport() {}

  private static List<ExecutorUse> executors(Recording recording) {
    List<ExecutorUse> all = ExecutorUses.of(recording);
    return all.subList(0, Math.min(LISTED, all.size()));
  }

  /** Nothing where none was recorded. */
  static void text(TextPage page, Recording recording) {
    List<ExecutorUse> executors = executors(recording);
    if (executors.isEmpty()) {
      return;
    }
    page.blank();
    page.paragraph("", "Worker pools: ", TextPage.BOLD, "and executors, longest queue first.");
    for (ExecutorUse executor : executors) {
      page.paragraph("  ", "", "", name(executor) + ": " + facts(executor));
    }
  }

  /** Nothing where none was recorded. */
  static void markdown(Appendable out, Recording recording) throws IOException {
    List<ExecutorUse> executors = executors(recording);
    if (executors.isEmpty()) {
      return;
    }
    out.append("## Worker pools\n\n| Threads | Use |\n|---|---|\n");
    for (ExecutorUse executor : executors) {
      out.append("| ").append(MarkdownReport.escape(name(executor)));
      out.append(" | ").append(MarkdownReport.escape(facts(executor))).append(" |\n");
    }
    out.append('\n');
  }

  private static String name(ExecutorUse executor) {
    return PrintableText.shortened(executor.name());
  }

  private static String facts(ExecutorUse executor) {
    List<String> facts = new ArrayList<>();
    String of = executor.limited() ? " of at most " : " of ";
    facts.add(count(executor.busy()) + of + count(executor.threads()) + " threads at work");
    facts.add(count(executor.waiting()) + " in the queue on average");
    if (executor.mostQueued() >= 0) {
      facts.add(count(executor.mostQueued()) + " at most");
    }
    if (Double.isFinite(executor.fullShare())) {
      facts.add("full in " + Formats.percent(executor.fullShare()) + " of the readings");
    }
    if (Double.isFinite(executor.tasks())) {
      facts.add(count(executor.tasks()) + " tasks");
      facts.add(
          "queued "
              + Formats.nanos(executor.meanQueueNanos())
              + " each, at most "
              + Formats.nanos(executor.longestQueueNanos()));
      facts.add("ran " + Formats.nanos(executor.meanRunNanos()) + " each");
    }
    return String.join(", ", facts);
  }

  private static String count(double value) {
    return Formats.format(value, Unit.COUNT);
  }

  /** The member {@code executors}; nothing where none was recorded. */
  static void json(JsonGenerator json, Recording recording) {
    List<ExecutorUse> executors = executors(recording);
    if (executors.isEmpty()) {
      return;
    }
    json.writeArrayPropertyStart("executors");
    for (ExecutorUse executor : executors) {
      json.writeStartObject();
      json.writeStringProperty("name", executor.name());
      json.writeNumberProperty("threads", executor.threads());
      json.writeBooleanProperty("limited", executor.limited());
      JsonReport.number(json, "busy", executor.busy());
      JsonReport.number(json, "waiting", executor.waiting());
      JsonReport.number(json, "mostQueued", known(executor.mostQueued()));
      JsonReport.number(json, "fullShare", executor.fullShare());
      JsonReport.number(json, "tasks", executor.tasks());
      JsonReport.number(json, "meanQueueNanos", executor.meanQueueNanos());
      JsonReport.number(json, "longestQueueNanos", known(executor.longestQueueNanos()));
      JsonReport.number(json, "meanRunNanos", executor.meanRunNanos());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static double known(long value) {
    return value < 0 ? Double.NaN : value;
  }

  /** What the page's table draws; null where none was recorded. */
  static @Nullable List<Map<String, Object>> data(Recording recording) {
    List<ExecutorUse> executors = executors(recording);
    return executors.isEmpty() ? null : executors.stream().map(ExecutorReport::row).toList();
  }

  /** What is not known is -1. */
  private static Map<String, Object> row(ExecutorUse executor) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", name(executor));
    row.put("threads", executor.threads());
    row.put("limited", executor.limited());
    row.put("busy", executor.busy());
    row.put("waiting", executor.waiting());
    row.put("mostQueued", executor.mostQueued());
    row.put("full", finite(executor.fullShare()));
    row.put("tasks", finite(executor.tasks()));
    row.put("queue", finite(executor.meanQueueNanos()));
    row.put("longest", executor.longestQueueNanos());
    row.put("run", finite(executor.meanRunNanos()));
    return row;
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : -1;
  }
}
