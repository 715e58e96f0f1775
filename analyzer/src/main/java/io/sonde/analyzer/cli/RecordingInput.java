package io.sonde.analyzer.cli;

import io.sonde.analyzer.Analyzer;
import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.recording.JdkRecordingReader;
import io.sonde.analyzer.recording.RecordingReader;
import io.sonde.analyzer.recording.SondeRecordingReader;
import io.sonde.analyzer.recording.UnreadableRecordingException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The recordings that a command works on, and how they are read; shared by all that read. */
final class RecordingInput {
  @Parameters(
      arity = "1..*",
      paramLabel = "F.jfr",
      description =
          "Recordings that are read as one: files, also packed with gzip or LZ4; folders (all their"
              + " .jfr files); patterns; - for standard input.")
  private List<Path> files = List.of();

  @Option(
      names = "--reader",
      defaultValue = "sonde",
      paramLabel = "READER",
      description =
          "How files are decoded: ${COMPLETION-CANDIDATES} (the JDK's own parser, the reference)."
              + " Default: ${DEFAULT-VALUE}.")
  private Reader reader = Reader.sonde;

  @Option(
      names = "--jvm",
      defaultValue = "",
      paramLabel = "JVM",
      description =
          "Which JVM, where the recordings come from several: its process id, pid@host, host, a part"
              + " of its main class or jar, or the beginning of its start's time. Default: the one"
              + " with most bytes.")
  private String jvm = "";

  enum Reader {
    sonde,
    jdk
  }

  List<Path> files() {
    return files;
  }

  /** As the user named them. */
  String names() {
    return files.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  Analysis analyze(boolean redacted) throws UnreadableRecordingException {
    try (ReadingBar progress = ReadingBar.onTerminal()) {
      Analyzer analyzer = new Analyzer(reader());
      return redacted
          ? analyzer.analyzeRedacted(files, jvm, progress)
          : analyzer.analyze(files, jvm, progress);
    }
  }

  Recording read() throws UnreadableRecordingException {
    try (ReadingBar progress = ReadingBar.onTerminal()) {
      return reader().read(files, jvm, progress);
    }
  }

  private RecordingReader reader() {
    return switch (reader) {
      case sonde -> new SondeRecordingReader();
      case jdk -> new JdkRecordingReader();
    };
  }
}
