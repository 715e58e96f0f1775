package io.sonde.analyzer.rule.memory;

import io.sonde.analyzer.aggregate.OwnPlaces;
import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.StackTable;
import java.util.List;
import java.util.Set;

/**
 * Whose code allocates direct buffers: samples of their objects are few, for these are small, so
 * samples of CPU time count as well, most of which goes into clearing the new memory.
 */
final class DirectBufferSites {
  /** Classes one of whose methods is on the stack of whoever allocates a direct buffer. */
  private static final Set<String> ALLOCATING =
      Set.of("java.nio.DirectByteBuffer", "java.nio.Bits", "sun.nio.ch.Util$BufferCache");

  private DirectBufferSites() {}

  /** Most samples first; samples from before a moment do not count. */
  static List<OwnPlaces.Site> of(Recording recording, long fromNanos) {
    boolean[] allocating = allocatingStacks(recording.stacks());
    OwnPlaces places = OwnPlaces.of(recording);
    for (SampleKind kind : List.of(SampleKind.CPU, SampleKind.ALLOC, SampleKind.LIVE)) {
      SampleTable samples = recording.samples(kind);
      for (int i = 0; samples != null && i < samples.size(); i++) {
        if (samples.timeNanos(i) >= fromNanos && allocating[samples.stack(i)]) {
          places.add(samples.stack(i), 1);
        }
      }
    }
    return places.ranked();
  }

  /** By node. */
  static boolean[] allocatingStacks(StackTable stacks) {
    boolean[] frames = new boolean[stacks.frameCount()];
    for (int frame = 0; frame < frames.length; frame++) {
      frames[frame] = allocates(stacks.frameById(frame));
    }
    boolean[] result = new boolean[stacks.size()];
    for (int stack = StackTable.ROOT + 1; stack < result.length; stack++) {
      result[stack] = result[stacks.parent(stack)] || frames[stacks.frameId(stack)];
    }
    return result;
  }

  private static boolean allocates(Frame frame) {
    return frame.kind().isJava()
        && (frame.methodName().equals("allocateDirect")
            || frame.methodName().equals("<init>") && ALLOCATING.contains(frame.className())
            || frame.methodName().equals("reserveMemory")
                && ALLOCATING.contains(frame.className()));
  }
}
