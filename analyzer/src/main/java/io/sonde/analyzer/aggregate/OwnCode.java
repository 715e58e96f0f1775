package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.StackTable;
import org.jspecify.annotations.Nullable;

/** The frame of the application that a stack trace is told by: the one nearest to its top. */
final class OwnCode {
  private static final int NONE = -1;

  private final StackTable stacks;
  private final CodeMap code;

  private OwnCode(StackTable stacks, CodeMap code) {
    this.stacks = stacks;
    this.code = code;
  }

  static OwnCode of(Recording recording) {
    SampleTable cpu = recording.samples(SampleKind.CPU);
    return new OwnCode(
        recording.stacks(),
        cpu == null ? CodeMap.of(recording, recording.waits()) : CodeMap.of(recording, cpu));
  }

  /** Index of the frame, or -1. What stands in for own code does so where a stack shows none. */
  int frame(int stack) {
    int standIn = NONE;
    for (int node = stack; node != StackTable.ROOT; node = stacks.parent(node)) {
      int frame = stacks.frameId(node);
      if (code.origin(frame) == CodeOrigin.OWN) {
        return frame;
      }
      standIn = standIn < 0 && code.isOwn(frame) ? frame : standIn;
    }
    return standIn;
  }

  /** True for the application's own code, without what stands in for it. */
  boolean isOwn(int frame) {
    return code.origin(frame) == CodeOrigin.OWN;
  }

  /** Null for no frame. */
  @Nullable Place place(int frame) {
    return frame < 0 ? null : Place.of(stacks.frameById(frame));
  }
}
