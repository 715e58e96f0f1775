package io.sonde.analyzer.cli;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.profile.CallTree;
import io.sonde.analyzer.profile.CallTree.SampleFilter;
import io.sonde.analyzer.recording.UnreadableRecordingException;
import io.sonde.analyzer.report.CollapsedStacks;
import io.sonde.analyzer.report.FlameGraphPage;
import io.sonde.analyzer.report.FlameOptions;
import io.sonde.analyzer.report.PprofProfile;
import io.sonde.analyzer.report.SpeedscopeProfiles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sonde flame}: flame graphs of a recording or of a part of it. */
@Command(name = "flame", description = "Draw flame graphs, or print stacks for other tools.")
final class FlameCommand implements Callable<Integer> {
  @Mixin private RecordingInput input = new RecordingInput();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description =
          "What to draw: cpu, wall, alloc, lock, live or native. Default: all that were recorded;"
              + " the first of them in collapsed.")
  private @Nullable SampleKind kind;

  @Option(
      names = "--thread",
      paramLabel = "P",
      description = "Only threads whose name contains P; * stands for anything.")
  private @Nullable String thread;

  @Option(
      names = "--request",
      paramLabel = "ROUTE",
      description =
          "Only what threads did for requests of this route, as 'GET /orders/*'; * stands for"
              + " anything.")
  private @Nullable String request;

  @Option(
      names = "--slower-than",
      paramLabel = "TIME",
      description =
          "Of these requests only those that took so long: 250ms, 2s, or p50 to p99.9 of them.")
  private @Nullable String slowerThan;

  @Option(
      names = "--trace",
      paramLabel = "ID",
      description =
          "Only what threads did for the requests of this trace: its id as tracing tools show it.")
  private @Nullable String trace;

  @Option(
      names = "--from",
      paramLabel = "T",
      description = "Only from T on: 90s, 5m after the start, or 2026-01-31T12:00:00Z.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "T", description = "Only before T, written like --from.")
  private @Nullable String to;

  @Option(names = "--reverse", description = "Begin with the top frames: who calls this?")
  private boolean reverse;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "html",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.html;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "F",
      description =
          "File to write; - for standard output. Default: flame.html, flame.pb.gz,"
              + " flame.speedscope.json; - for collapsed.")
  private @Nullable String output;

  @Spec private CommandSpec spec;

  enum Format {
    html("flame.html"),
    collapsed(Output.STANDARD),
    pprof("flame.pb.gz"),
    speedscope("flame.speedscope.json");

    private final String output;

    Format(String output) {
      this.output = output;
    }
  }

  @Override
  public Integer call() throws UnreadableRecordingException {
    SampleSelection selection = SampleSelection.parse(thread, from, to, request, slowerThan, trace);
    String target = output == null ? format.output : output;
    Output.refuseInputs(target, input.files());
    Recording recording = input.read();
    List<SampleKind> kinds = kinds(recording);
    RequestSelection requests = selection.requests(recording, name());
    boolean html = format == Format.html;
    // The page turns its trees itself.
    SampleFilter filter = selection.filter(recording, requests);
    List<CallTree> trees = new ArrayList<>();
    for (SampleKind each : format == Format.collapsed ? kinds.subList(0, 1) : kinds) {
      SampleTable samples = recording.samples(each);
      if (samples != null) {
        trees.add(CallTree.of(recording, samples, filter, reverse && !html));
      }
    }
    if (trees.stream().allMatch(tree -> tree.sampleCount() == 0)) {
      throw new InputException(
          name()
              + " holds no sample that matches "
              + selection
              + (selection.trace() == null
                  ? "; widen the selection."
                  : "; a short request may fall between two samples: sonde analyze --trace tells"
                      + " what else is known of it."));
    }
    FlameOptions options = options(selection, requests);
    if (format == Format.pprof) {
      Output.writeBinary(target, out -> PprofProfile.write(trees, recording, options.title(), out));
    } else {
      write(recording, trees, filter, options, target);
    }
    if (format != Format.collapsed && !target.equals(Output.STANDARD)) {
      spec.commandLine().getOut().println(target);
    }
    return ExitCode.DONE;
  }

  /** What is drawn is the page's title where it is but a part: a link tells it apart. */
  private FlameOptions options(SampleSelection selection, @Nullable RequestSelection requests) {
    return requests == null
        ? new FlameOptions(name(), selection.toString(), reverse)
        : new FlameOptions(requests.title(), name() + ", " + selection, reverse);
  }

  private void write(
      Recording recording,
      List<CallTree> trees,
      SampleFilter filter,
      FlameOptions options,
      String target) {
    Output.write(
        target,
        spec.commandLine().getOut(),
        to -> {
          switch (format) {
            case collapsed -> CollapsedStacks.write(trees.get(0), to);
            case speedscope -> SpeedscopeProfiles.write(trees, options.title(), to);
            default -> FlameGraphPage.write(recording, trees, filter, options, to);
          }
        });
  }

  private List<SampleKind> kinds(Recording recording) {
    List<SampleKind> recorded =
        List.of(SampleKind.values()).stream()
            .filter(each -> recording.samples(each) != null)
            .toList();
    if (recorded.isEmpty()) {
      throw new InputException(
          name()
              + " holds no samples to draw; record with sampling on (JFR's profile settings,"
              + " async-profiler or Sonde's agent).");
    }
    if (kind == null) {
      return recorded;
    }
    if (!recorded.contains(kind)) {
      throw new InputException(
          name()
              + " holds no "
              + kind.id()
              + " samples; it holds "
              + recorded.stream().map(SampleKind::id).collect(Collectors.joining(", "))
              + ".");
    }
    return List.of(kind);
  }

  private String name() {
    return input.names();
  }
}
