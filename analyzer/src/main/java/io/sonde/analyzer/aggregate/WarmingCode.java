package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;

/** How much of the JVM's CPU time goes into making its code ready. */
public final class WarmingCode {
  /**
   * Share of the JVM's CPU time from which it warms up, and will be quicker by itself. Our choice;
   * a warm service is below a tenth.
   */
  public static final double RATIO = 0.25;

  private WarmingCode() {}

  /**
   * Share (0 to 1) of the JVM's CPU time that went into compiling code, and into code that was
   * loaded or not compiled yet; 0 where no samples tell.
   *
   * @param fromNanos nanoseconds since the epoch, as the other
   */
  public static double share(Recording recording, long fromNanos, long toNanos) {
    SampleTable samples = recording.samples(SampleKind.CPU);
    if (samples == null) {
      return 0;
    }
    SteadySamples steady = SteadySamples.of(recording, samples);
    double warming = 0;
    double all = 0;
    for (int i = 0; i < samples.size(); i++) {
      long time = samples.timeNanos(i);
      if (time >= fromNanos && time <= toNanos) {
        double weight = Math.max(0, samples.weight(i));
        ThreadRole role = ThreadRole.of(name(recording, samples.thread(i)));
        boolean cold = role == ThreadRole.APPLICATION && !steady.accepts(samples, i);
        warming += role == ThreadRole.COMPILER || cold ? weight : 0;
        all += weight;
      }
    }
    return all > 0 ? warming / all : 0;
  }

  private static String name(Recording recording, int thread) {
    return thread < 0 ? "" : recording.threads().get(thread).name();
  }
}
