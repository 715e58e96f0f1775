package io.sonde.analyzer;

import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.recording.ReadingProgress;
import io.sonde.analyzer.recording.RecordingReader;
import io.sonde.analyzer.recording.UnreadableRecordingException;
import io.sonde.analyzer.redact.Redaction;
import io.sonde.analyzer.rule.Rules;
import java.nio.file.Path;
import java.util.List;

/** The spine: files → recording → rules → analysis, which the reports are written from. */
public final class Analyzer {
  private final RecordingReader reader;

  public Analyzer(RecordingReader reader) {
    this.reader = reader;
  }

  /** Analyses the JVM with most bytes, as {@link #analyze(List, String, ReadingProgress)}. */
  public Analysis analyze(List<Path> inputs, ReadingProgress progress)
      throws UnreadableRecordingException {
    return analyze(inputs, "", progress);
  }

  /**
   * @param jvm which JVM, as {@link RecordingReader#read(List, String, ReadingProgress)}
   * @throws UnreadableRecordingException when an input is missing or holds nothing readable, or
   *     when no JVM or more than one is meant
   */
  public Analysis analyze(List<Path> inputs, String jvm, ReadingProgress progress)
      throws UnreadableRecordingException {
    Recording recording = reader.read(inputs, jvm, progress);
    List<String> files = inputs.stream().map(Path::toString).toList();
    return new Analysis(recording, files, Rules.evaluate(recording));
  }

  /**
   * The same for eyes outside of the company: rules see no host name, path or name in SQL.
   *
   * @throws UnreadableRecordingException likewise
   */
  public Analysis analyzeRedacted(List<Path> inputs, String jvm, ReadingProgress progress)
      throws UnreadableRecordingException {
    Redaction redaction = new Redaction(inputs);
    Recording recording = redaction.recording(reader.read(inputs, jvm, progress));
    return new Analysis(recording, redaction.files(inputs), Rules.evaluate(recording));
  }
}
