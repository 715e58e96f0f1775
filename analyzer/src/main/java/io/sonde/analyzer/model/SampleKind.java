package io.sonde.analyzer.model;

import io.sonde.analyzer.unit.Unit;
import java.util.Locale;

/** What a profile's weights measure. */
public enum SampleKind {
  /** On-CPU time. */
  CPU(Unit.NANOSECONDS),
  /** Elapsed time, whatever the thread's state. */
  WALL(Unit.NANOSECONDS),
  /** Allocated bytes. */
  ALLOC(Unit.BYTES),
  /** Time waited for monitors and locks. */
  LOCK(Unit.NANOSECONDS),
  /** Bytes of sampled objects that were still reachable when the recording ended. */
  LIVE(Unit.BYTES),
  /** Bytes of native memory that were allocated and not freed before the recording ended. */
  NATIVE(Unit.BYTES);

  private final Unit unit;

  SampleKind(Unit unit) {
    this.unit = unit;
  }

  public Unit unit() {
    return unit;
  }

  /** The word of the command line: {@code --kind cpu}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
