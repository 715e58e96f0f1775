package io.sonde.analyzer;

import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.recording.ReadingProgress;
import io.sonde.analyzer.recording.RecordingReader;
import io.sonde.analyzer.recording.UnreadableRecordingException;
import io.sonde.analyzer.rule.Rules;
import java.nio.file.Path;
import java.util.List;

/** The spine: files → recording → rules → analysis, which the reports are written from. */
public final class Analyzer {
  private final RecordingReader reader;

  public Analyzer(RecordingReader reader) {
    this.reader = reader;
  }

  /**
   * @throws UnreadableRecordingException when an input is missing or holds nothing readable
   */
  public Analysis analyze(List<Path> inputs, ReadingProgress progress)
      throws UnreadableRecordingException {
    Recording recording = reader.read(inputs, progress);
    List<RuleResult> results = Rules.evaluate(recording);
    return new Analysis(recording, inputs.stream().map(Path::toString).toList(), results);
  }
}
