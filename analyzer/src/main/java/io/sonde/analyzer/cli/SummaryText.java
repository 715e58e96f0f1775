package io.sonde.analyzer.cli;

import io.sonde.analyzer.aggregate.RouteSummaries;
import io.sonde.analyzer.aggregate.RouteSummary;
import io.sonde.analyzer.model.Chunk;
import io.sonde.analyzer.model.GcPause;
import io.sonde.analyzer.model.JvmDescription;
import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.Requests;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.Session;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Facts about a recording for people, one screen; judgements are left to the rules. */
final class SummaryText {
  private static final int MOST_FILES = 3;
  private static final int MOST_TYPES = 8;
  private static final int MOST_PROBLEMS = 8;
  private static final int LABEL_WIDTH = 13;

  private final Recording recording;
  private final StringBuilder text = new StringBuilder();

  SummaryText(Recording recording) {
    this.recording = recording;
  }

  String text() {
    files();
    jvm();
    time();
    session();
    samples();
    collections();
    methods();
    requests();
    events();
    quality();
    return text.toString();
  }

  private void files() {
    Map<String, Long> bytes = new LinkedHashMap<>();
    recording.chunks().forEach(each -> bytes.merge(each.file(), each.sizeBytes(), Long::sum));
    List<String> names = new ArrayList<>();
    bytes.forEach((file, size) -> names.add(file + " (" + Formats.bytes(size) + ")"));
    line(names.size() == 1 ? "File" : "Files", shortened(names, MOST_FILES, ", "));
    line("Recorded by", producers());
  }

  private String producers() {
    Map<Chunk.Producer, List<Chunk>> byProducer =
        recording.chunks().stream().collect(Collectors.groupingBy(Chunk::producer));
    return byProducer.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(each -> name(each.getKey()) + " (" + count(each.getValue().size(), "chunk") + ")")
        .collect(Collectors.joining(", "));
  }

  private static String name(Chunk.Producer producer) {
    return producer == Chunk.Producer.JDK ? "JDK Flight Recorder" : "async-profiler";
  }

  private void jvm() {
    JvmDescription jvm = recording.jvm();
    String name = (jvm.name() + " " + jvm.version()).strip();
    line("JVM", name.isEmpty() ? "not recorded" : name);
    List<String> process = new ArrayList<>();
    add(process, !jvm.mainClass().isEmpty(), jvm.mainClass());
    add(process, jvm.pid() > 0, "pid " + jvm.pid());
    add(process, jvm.cores() > 0, count(jvm.cores(), "core"));
    add(process, jvm.maxHeapBytes() > 0, "heap up to " + Formats.bytes(jvm.maxHeapBytes()));
    add(
        process,
        jvm.physicalMemoryBytes() > 0,
        "machine with " + Formats.bytes(jvm.physicalMemoryBytes()));
    add(
        process,
        jvm.containerCpuLimit() > 0,
        String.format(Locale.ROOT, "container limit %.1f cores", jvm.containerCpuLimit()));
    line("Process", String.join(", ", process));
  }

  private void time() {
    long span = recording.endNanos() - recording.startNanos();
    long covered = recording.coveredNanos();
    String window = instant(recording.startNanos()) + " to " + instant(recording.endNanos());
    boolean gaps = covered < span * 0.99;
    line(
        "Time",
        Formats.nanos(covered)
            + " recorded"
            + (gaps ? " of a span of " + Formats.nanos(span) : "")
            + ", "
            + window);
  }

  private void session() {
    Session session = recording.session();
    if (session != null) {
      line(
          "Agent",
          "Sonde "
              + session.agentVersion()
              + ", sampler "
              + session.sampler()
              + (session.samplerReason().isEmpty() ? "" : " (" + session.samplerReason() + ")"));
    }
  }

  private void samples() {
    String label = "Samples";
    for (SampleKind kind : SampleKind.values()) {
      SampleTable table = recording.samples(kind);
      if (table != null) {
        line(label, samples(table));
        label = "";
      }
    }
    if (recording.samples().isEmpty()) {
      line(label, "none");
    }
  }

  private static String samples(SampleTable table) {
    Unit unit = table.kind().unit();
    double mean = table.totalWeight() / (double) Math.max(1, table.size());
    String each = table.kind() == SampleKind.LOCK ? "on average" : "each";
    return String.format(
        Locale.ROOT,
        "%-5s %,9d %s, %s in all, %s %s",
        table.kind().id(),
        table.size(),
        table.size() == 1 ? "sample" : "samples",
        Formats.format(table.totalWeight(), unit),
        Formats.format(mean, unit),
        each);
  }

  private void collections() {
    JvmDescription jvm = recording.jvm();
    if (recording.collections().isEmpty() && recording.pauses().isEmpty()) {
      boolean recorded = recording.coverage().isEnabled("jdk.GarbageCollection");
      line("Collections", recorded ? "none" : "not recorded");
      return;
    }
    long paused = recording.pauses().stream().mapToLong(GcPause::durationNanos).sum();
    long longest = recording.pauses().stream().mapToLong(GcPause::durationNanos).max().orElse(0);
    String collectors =
        jvm.oldCollector().isEmpty()
            ? ""
            : " (" + jvm.youngCollector() + ", " + jvm.oldCollector() + ")";
    line(
        "Collections",
        count(recording.collections().size(), "collection")
            + collectors
            + (recording.pauses().isEmpty()
                ? ", pauses not recorded"
                : ", paused "
                    + Formats.nanos(paused)
                    + " in all, "
                    + Formats.nanos(longest)
                    + " at longest"));
  }

  private void methods() {
    if (!recording.methodTimings().isEmpty()) {
      long calls = recording.methodTimings().stream().mapToLong(each -> each.count()).sum();
      line(
          "Methods",
          count(recording.methodTimings().size(), "timed method")
              + ", "
              + count(calls, "call")
              + ", "
              + count(recording.slowCalls().size(), "slow call"));
    }
  }

  private void requests() {
    Requests requests = recording.requests();
    if (requests.isEmpty()) {
      return;
    }
    List<RouteSummary> routes = RouteSummaries.counts(recording);
    line(
        "Requests",
        count(routes.stream().mapToLong(RouteSummary::count).sum(), "request")
            + " of "
            + count(routes.size(), "route")
            + ", "
            + String.format(Locale.ROOT, "%,d", requests.table().size())
            + " of them one by one, with "
            + count(requests.tasks().size(), "task"));
  }

  private void events() {
    Map<String, Long> counts = recording.coverage().eventCounts();
    long total = counts.values().stream().mapToLong(Long::longValue).sum();
    List<String> types =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(each -> String.format(Locale.ROOT, "%,d %s", each.getValue(), each.getKey()))
            .toList();
    line("Events", count(total, "event") + " of " + count(types.size(), "type"));
    for (int from = 0; from < Math.min(MOST_TYPES, types.size()); from += 2) {
      int to = Math.min(from + 2, Math.min(MOST_TYPES, types.size()));
      line("", String.join(", ", types.subList(from, to)));
    }
    if (types.size() > MOST_TYPES) {
      line("", "and " + (types.size() - MOST_TYPES) + " more types");
    }
  }

  private void quality() {
    Quality quality = recording.quality();
    List<Quality.Problem> problems = quality.problems();
    if (quality.truncatedStackSamples() > 0) {
      double share = quality.truncatedStackSamples() / (double) quality.stackSamples();
      line("Stacks", Formats.percent(share) + " of all stack traces are cut off");
    }
    if (problems.isEmpty()) {
      line("Trust", "nothing is known to be missing");
      return;
    }
    line("Trust", count(problems.size(), "problem") + ":");
    for (Quality.Problem problem : problems.subList(0, Math.min(MOST_PROBLEMS, problems.size()))) {
      line("", "- " + describe(problem));
    }
    if (problems.size() > MOST_PROBLEMS) {
      line("", "- and " + (problems.size() - MOST_PROBLEMS) + " more");
    }
  }

  private static String describe(Quality.Problem problem) {
    String file = problem.file().isEmpty() ? "" : problem.file() + ": ";
    List<String> lost = new ArrayList<>();
    add(lost, problem.lostBytes() > 0, Formats.bytes(problem.lostBytes()));
    add(lost, problem.lostNanos() > 0, Formats.nanos(problem.lostNanos()));
    return file
        + problem.what()
        + (lost.isEmpty() ? "" : " Lost: " + String.join(", ", lost) + ".");
  }

  private void line(String label, String value) {
    if (!value.isEmpty()) {
      String head = label.isEmpty() ? "" : label;
      text.append(String.format(Locale.ROOT, "%-" + LABEL_WIDTH + "s", head))
          .append(value.replaceAll("\\p{Cntrl}", " "))
          .append(System.lineSeparator());
    }
  }

  private static void add(List<String> parts, boolean known, String part) {
    if (known) {
      parts.add(part);
    }
  }

  private static String shortened(List<String> all, int most, String separator) {
    String shown = String.join(separator, all.subList(0, Math.min(most, all.size())));
    return all.size() > most ? shown + " and " + (all.size() - most) + " more" : shown;
  }

  private static String count(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s", number, noun + (number == 1 ? "" : "s"));
  }

  private static String instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
