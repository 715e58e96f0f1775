package io.sonde.analyzer.rule.memory;

import static io.sonde.analyzer.rule.RecordingSketch.MB;

import io.sonde.analyzer.rule.RecordingSketch;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/**
 * A heap over time as a collector would report it: live objects, dead old objects that wait for an
 * old collection, and noise that resembles its neighbours.
 *
 * @param liveMegabytes live set by the share (0 to 1) of the recording that has passed
 * @param noiseMegabytes standard deviation of the live set's fluctuation
 * @param autocorrelation of neighbouring old collections' noise
 */
record SyntheticHeap(
    Collector collector,
    double seconds,
    DoubleUnaryOperator liveMegabytes,
    double noiseMegabytes,
    double autocorrelation) {
  private static final double YOUNG_EVERY_SECONDS = 0.7;

  /** Sampling patterns of the four collectors, as their recordings show them. */
  enum Collector {
    SERIAL("DefNew", "SerialOld", 12),
    PARALLEL("ParallelScavenge", "ParallelOld", 14),
    /** Readings at the end of marking, then mixed collections that free what it found. */
    G1("G1New", "G1Old", 16),
    /** Every collection is an old one, and its reading holds what was allocated meanwhile. */
    Z("", "Z", 1),
    /** No old collection at all within the recording. */
    G1_YOUNG_ONLY("G1New", "", Integer.MAX_VALUE);

    private final String young;
    private final String old;
    private final int youngsPerOld;

    Collector(String young, String old, int youngsPerOld) {
      this.young = young;
      this.old = old;
      this.youngsPerOld = youngsPerOld;
    }
  }

  RecordingSketch record(long seed) {
    Random random = new Random(seed);
    RecordingSketch sketch = RecordingSketch.lasting(seconds);
    double garbage = 0;
    double noise = 0;
    int sinceOld = random.nextInt(8);
    double perStep = Math.pow(autocorrelation, 1.0 / Math.min(collector.youngsPerOld, 20));
    double every = YOUNG_EVERY_SECONDS * (0.8 + 0.4 * random.nextDouble());
    for (double at = every * random.nextDouble(); at < seconds; at += every) {
      noise =
          perStep * noise
              + Math.sqrt(1 - perStep * perStep) * noiseMegabytes * random.nextGaussian();
      double live = Math.max(1, liveMegabytes.applyAsDouble(at / seconds) + noise);
      boolean old = ++sinceOld >= collector.youngsPerOld;
      if (old) {
        sinceOld = 0;
        boolean mixedFollow = collector == Collector.G1;
        garbage = mixedFollow ? garbage / 2 : 0;
        double floating = collector == Collector.Z ? 8 * random.nextDouble() : 0;
        add(sketch, at, collector.old, live + garbage + floating);
      } else {
        boolean mixed = collector == Collector.G1 && sinceOld <= 3;
        garbage = mixed ? garbage / 3 : garbage + 0.6 + 0.4 * random.nextDouble();
        add(sketch, at, collector.young, live + garbage + 0.5 * random.nextDouble());
      }
    }
    return sketch;
  }

  private static void add(RecordingSketch sketch, double at, String name, double megabytes) {
    long after = (long) (megabytes * MB);
    sketch.collection(at, name, "Allocation Failure", 5, after + 60 * MB, after);
  }
}
