package io.sonde.analyzer.rule.code;

import io.sonde.analyzer.aggregate.Proportion;
import io.sonde.analyzer.aggregate.ThreadRole;
import io.sonde.analyzer.model.FrameKind;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.StackTable;
import java.util.regex.Pattern;

/**
 * CPU time after warm-up that goes into giving compiled code up and into what follows.
 *
 * @param all share of the JVM's CPU time: in the JVM's functions that give code up, in the
 *     interpreter in methods that are given up often, and on compiler threads
 * @param compiler share of the JVM's CPU time on compiler threads
 * @param samples taken after warm-up
 */
record DeoptimizationCost(Proportion all, double compiler, int samples) {
  /** HotSpot's functions and stubs, by their names from JDK 17 to 25. */
  private static final Pattern GIVING_UP =
      Pattern.compile(
          "deoptimiz|deopt_|uncommon_?trap|fetch_unroll_info|unpack_frames",
          Pattern.CASE_INSENSITIVE);

  static DeoptimizationCost of(Recording recording, Deoptimizations of) {
    SampleTable table = recording.samples(SampleKind.CPU);
    if (table == null) {
      return new DeoptimizationCost(Proportion.of(0, 0), 0, 0);
    }
    boolean[] lost = lost(recording.stacks(), of);
    ThreadRole[] roles =
        recording.threads().stream()
            .map(thread -> ThreadRole.of(thread.name()))
            .toArray(ThreadRole[]::new);
    double all = 0;
    double squares = 0;
    double giving = 0;
    double compiling = 0;
    int samples = 0;
    for (int i = 0; i < table.size(); i++) {
      double weight = table.weight(i);
      if (weight <= 0 || table.timeNanos(i) < of.steadyFromNanos()) {
        continue;
      }
      samples++;
      all += weight;
      squares += weight * weight;
      if (table.thread(i) >= 0 && roles[table.thread(i)] == ThreadRole.COMPILER) {
        compiling += weight;
      } else if (lost[table.stack(i)]) {
        giving += weight;
      }
    }
    return all <= 0
        ? new DeoptimizationCost(Proportion.of(0, 0), 0, 0)
        : new DeoptimizationCost(
            Proportion.of((giving + compiling) / all, all * all / squares),
            compiling / all,
            samples);
  }

  /** By stack: whether its top is spent on giving up, or in the interpreter for it. */
  private static boolean[] lost(StackTable stacks, Deoptimizations of) {
    boolean[] giving = new boolean[stacks.frameCount()];
    for (int frame = 0; frame < giving.length; frame++) {
      giving[frame] =
          !stacks.kind(frame).isJava()
              && GIVING_UP.matcher(stacks.frameById(frame).methodName()).find();
    }
    boolean[] lost = new boolean[stacks.size()];
    for (int stack = StackTable.ROOT + 1; stack < lost.length; stack++) {
      int frame = stacks.frameId(stack);
      boolean java = stacks.kind(frame).isJava();
      lost[stack] =
          java
              ? stacks.kind(frame) == FrameKind.INTERPRETED
                  && of.often().contains(stacks.methodId(frame))
              : giving[frame] || lost[stacks.parent(stack)];
    }
    return lost;
  }
}
