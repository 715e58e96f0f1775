package io.sonde.analyzer.rule.recording;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import java.util.regex.Pattern;

/** CPU time of the threads that record: of JFR, of async-profiler and of Sonde's agent. */
final class RecorderCost {
  private static final Pattern RECORDERS =
      Pattern.compile("JFR .*|sonde[- ].*|[Aa]sync-profiler.*|.*Sampler Thread.*");

  private RecorderCost() {}

  /** Share (0 to 1) of all CPU samples' weight; 0 without samples. */
  static double share(Recording recording) {
    SampleTable cpu = recording.samples(SampleKind.CPU);
    if (cpu == null) {
      return 0;
    }
    boolean[] records = new boolean[recording.threads().size()];
    for (int i = 0; i < records.length; i++) {
      records[i] = RECORDERS.matcher(recording.threads().get(i).name()).matches();
    }
    double theirs = 0;
    double all = 0;
    for (int i = 0; i < cpu.size(); i++) {
      double weight = Math.max(0, cpu.weight(i));
      all += weight;
      theirs += cpu.thread(i) >= 0 && records[cpu.thread(i)] ? weight : 0;
    }
    return all == 0 ? 0 : theirs / all;
  }
}
