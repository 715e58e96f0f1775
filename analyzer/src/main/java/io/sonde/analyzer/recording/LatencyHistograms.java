package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.RecordingBuilder;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.PackedHistogram;

/** Decodes the agent's histograms, and counts those that cannot be. */
final class LatencyHistograms {
  private long all;
  private long broken;

  /** Packed: a plain one takes tens of kB for each of thousands of methods. */
  static Histogram empty() {
    Histogram histogram = new PackedHistogram(3);
    histogram.setAutoResize(true);
    return histogram;
  }

  /**
   * Adds one period.
   *
   * @param base64 as docs/events.md describes it; empty for none
   */
  void add(String base64, Histogram into) {
    add(base64, into, 1);
  }

  /**
   * Adds one period.
   *
   * @param weight calls that each timed one stands for
   */
  void add(String base64, Histogram into, long weight) {
    if (base64.isEmpty()) {
      return;
    }
    all++;
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
      Histogram period = Histogram.decodeFromCompressedByteBuffer(bytes, 0);
      if (weight == 1) {
        into.add(period);
      } else {
        period
            .recordedValues()
            .forEach(
                value ->
                    into.recordValueWithCount(
                        value.getValueIteratedTo(),
                        value.getCountAddedInThisIterationStep() * weight));
      }
    } catch (DataFormatException | RuntimeException undecodable) {
      broken++;
    }
  }

  void add(LatencyHistograms later) {
    all += later.all;
    broken += later.broken;
  }

  void finish(RecordingBuilder builder) {
    if (broken > 0) {
      builder.problem(
          new Quality.Problem(
              Quality.Kind.UNKNOWN_FORMAT,
              "",
              broken
                  + " of "
                  + all
                  + " latency histograms could not be decoded; counts and totals are right.",
              0,
              0,
              broken / (double) all));
    }
  }
}
