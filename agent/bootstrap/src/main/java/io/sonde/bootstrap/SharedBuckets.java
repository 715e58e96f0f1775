package io.sonde.bootstrap;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** A histogram over {@link LatencyBuckets} that threads share: atomic and therefore exact. */
final class SharedBuckets {
  /** Each made when a time first falls into it. */
  private final AtomicReferenceArray<AtomicLongArray> octaves =
      new AtomicReferenceArray<>(LatencyBuckets.OCTAVES);

  void add(long nanos) {
    int octave = LatencyBuckets.octave(nanos);
    buckets(octave).getAndIncrement(LatencyBuckets.bucket(nanos, octave));
  }

  void addTo(MethodTotals totals) {
    for (int octave = 0; octave < LatencyBuckets.OCTAVES; octave++) {
      AtomicLongArray buckets = octaves.get(octave);
      for (int i = 0; buckets != null && i < LatencyBuckets.SUB_BUCKETS; i++) {
        long calls = buckets.get(i);
        if (calls != 0) {
          totals.addBucket(octave, i, calls);
        }
      }
    }
  }

  private AtomicLongArray buckets(int octave) {
    AtomicLongArray known = octaves.get(octave);
    if (known != null) {
      return known;
    }
    octaves.compareAndSet(octave, null, new AtomicLongArray(LatencyBuckets.SUB_BUCKETS));
    return octaves.get(octave);
  }
}
