package io.sonde.analyzer.report;

import io.sonde.analyzer.aggregate.PoolSummaries;
import io.sonde.analyzer.aggregate.PoolSummary;
import io.sonde.analyzer.aggregate.PoolSummary.LongHold;
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

/** Pools of connections, in each kind of report. Times are nanoseconds. */
final class PoolReport {
  private static final int LISTED = 20;

  private PoolReport() {}

  private static List<PoolSummary> pools(Recording recording) {
    List<PoolSummary> all = PoolSummaries.of(recording);
    return all.subList(0, Math.min(LISTED, all.size()));
  }

  /** Nothing where no pool was recorded. */
  static void text(TextPage page, Recording recording) {
    List<PoolSummary> pools = pools(recording);
    if (pools.isEmpty()) {
      return;
    }
    page.blank();
    page.paragraph("", "Pools: ", TextPage.BOLD, "of connections, longest wait first.");
    for (PoolSummary pool : pools) {
      page.paragraph("  ", "", "", name(pool) + ": " + facts(pool));
      for (LongHold hold : pool.longest()) {
        page.paragraph("    ", "", "", words(hold));
      }
    }
  }

  /** Nothing where no pool was recorded. */
  static void markdown(Appendable out, Recording recording) throws IOException {
    List<PoolSummary> pools = pools(recording);
    if (pools.isEmpty()) {
      return;
    }
    out.append("## Pools\n\n| Pool | State | Longest holds |\n|---|---|---|\n");
    for (PoolSummary pool : pools) {
      out.append("| ").append(MarkdownReport.escape(name(pool)));
      out.append(" | ").append(MarkdownReport.escape(facts(pool)));
      out.append(" | ");
      out.append(
          MarkdownReport.escape(
              String.join("; ", pool.longest().stream().map(PoolReport::words).toList())));
      out.append(" |\n");
    }
    out.append('\n');
  }

  private static String name(PoolSummary pool) {
    return PrintableText.shortened(pool.name());
  }

  private static String facts(PoolSummary pool) {
    List<String> facts = new ArrayList<>();
    facts.add(
        "at most "
            + count(pool.mostActive())
            + (pool.limit() < 0 ? " in use" : " of " + count(pool.limit()) + " in use"));
    facts.add("at most " + count(pool.mostPending()) + " waiting when looked at");
    facts.add(count(pool.acquires()) + " handed out");
    facts.add("waits " + Formats.nanos(pool.meanWaitNanos()) + " each");
    if (pool.failures() > 0) {
      facts.add(
          count(pool.failures()) + " in vain, " + count(pool.timeouts()) + " of them timed out");
    }
    if (pool.holds() > 0) {
      facts.add("held " + Formats.nanos(pool.meanHoldNanos()) + " each");
    }
    if (pool.leaked() > 0) {
      facts.add(count(pool.leaked()) + " leaked");
    }
    return String.join(", ", facts);
  }

  private static String count(double value) {
    return Formats.format(value, Unit.COUNT);
  }

  private static String words(LongHold hold) {
    String state = hold.leaked() ? ", leaked" : hold.open() ? ", still open" : "";
    String holder = holder(hold);
    return "held "
        + Formats.nanos(hold.nanos())
        + state
        + (holder.isEmpty() ? "" : (hold.open() ? ", taken in " : ", in ") + holder);
  }

  private static String holder(LongHold hold) {
    return hold.holder() == null ? "" : PrintableText.shortened(RouteWords.code(hold.holder()));
  }

  /** The member {@code pools}; nothing where no pool was recorded. */
  static void json(JsonGenerator json, Recording recording) {
    List<PoolSummary> pools = pools(recording);
    if (pools.isEmpty()) {
      return;
    }
    json.writeArrayPropertyStart("pools");
    for (PoolSummary pool : pools) {
      json.writeStartObject();
      json.writeStringProperty("name", pool.name());
      if (pool.limit() < 0) {
        json.writeNullProperty("limit");
      } else {
        json.writeNumberProperty("limit", pool.limit());
      }
      json.writeNumberProperty("mostActive", pool.mostActive());
      json.writeNumberProperty("mostPending", pool.mostPending());
      json.writeNumberProperty("acquires", pool.acquires());
      json.writeNumberProperty("failures", pool.failures());
      json.writeNumberProperty("timeouts", pool.timeouts());
      JsonReport.number(json, "waitNanos", pool.waitNanos());
      JsonReport.number(json, "meanWaitNanos", pool.meanWaitNanos());
      json.writeNumberProperty("holds", pool.holds());
      JsonReport.number(json, "meanHoldNanos", pool.meanHoldNanos());
      json.writeNumberProperty("leaked", pool.leaked());
      json.writeArrayPropertyStart("longestHolds");
      for (LongHold hold : pool.longest()) {
        json.writeStartObject();
        JsonReport.number(json, "nanos", hold.nanos());
        json.writeBooleanProperty("open", hold.open());
        json.writeBooleanProperty("leaked", hold.leaked());
        RouteJson.location(json, "holder", hold.holder());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** What the page's table draws; null where no pool was recorded. */
  static @Nullable List<Map<String, Object>> data(Recording recording) {
    List<PoolSummary> pools = pools(recording);
    return pools.isEmpty() ? null : pools.stream().map(PoolReport::row).toList();
  }

  private static Map<String, Object> row(PoolSummary pool) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", name(pool));
    row.put("limit", pool.limit());
    row.put("mostActive", pool.mostActive());
    row.put("mostPending", pool.mostPending());
    row.put("acquires", pool.acquires());
    row.put("failures", pool.failures());
    row.put("wait", Double.isFinite(pool.meanWaitNanos()) ? pool.meanWaitNanos() : 0.0);
    row.put("hold", Double.isFinite(pool.meanHoldNanos()) ? pool.meanHoldNanos() : 0.0);
    row.put("leaked", pool.leaked());
    row.put("longest", pool.longest().stream().map(PoolReport::words).toList());
    return row;
  }
}
