package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.FrameKind;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.StackTable;
import io.sonde.analyzer.profile.CallTree.SampleFilter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Samples of application threads in steady state. Set aside are the JVM's own threads (collector,
 * compiler, service threads) and warm-up: stacks that load, link or initialise classes, and code
 * that still ran in the interpreter: everywhere where it was compiled later, and in the first part
 * of the recording whatever became of it. A method that is never compiled, because it is too large
 * for the compiler, burns CPU in the interpreter for good. Where warm-up is more than half, the
 * recording is a start-up, and nothing of it is set aside.
 */
public final class SteadySamples implements SampleFilter {
  /** Nanoseconds after which a service has started; our choice, as is the third of a short run. */
  private static final long LONGEST_START_UP_NANOS = 120_000_000_000L;

  private final StackTable stacks;
  private final ThreadRole[] roles;
  private final boolean keepWarmup;
  private final Map<Integer, Warmup> warmupByStack = new HashMap<>();
  private final Set<Integer> visited = new HashSet<>();
  private final Set<String> compiled = new HashSet<>();
  private final long startedByNanos;
  private double total;
  private double machine;
  private double warmup;

  /** What a stack says about warm-up. */
  private enum Warmup {
    NO,
    YES,
    /** Its top Java frame was interpreted: yes if it started, or if it was compiled elsewhere. */
    INTERPRETED
  }

  private SteadySamples(Recording recording, SampleTable samples, boolean keepWarmup) {
    this.stacks = recording.stacks();
    this.roles = ThreadRole.all(recording);
    this.keepWarmup = keepWarmup;
    this.startedByNanos = recording.startNanos() + startUpNanos(recording);
    for (int i = 0; i < samples.size(); i++) {
      noteCompiled(samples.stack(i));
    }
    for (int i = 0; i < samples.size(); i++) {
      double weight = samples.weight(i);
      total += weight;
      if (role(samples, i) != ThreadRole.APPLICATION) {
        machine += weight;
      } else if (isWarmup(samples, i)) {
        warmup += weight;
      }
    }
  }

  public static SteadySamples of(Recording recording, SampleTable samples) {
    SteadySamples strict = new SteadySamples(recording, samples, false);
    boolean startUp = strict.warmup > (strict.total - strict.machine) / 2;
    return startUp ? new SteadySamples(recording, samples, true) : strict;
  }

  @Override
  public boolean accepts(SampleTable table, int index) {
    return role(table, index) == ThreadRole.APPLICATION && (keepWarmup || !isWarmup(table, index));
  }

  /** Share of all weight that the JVM's own threads have. */
  public double virtualMachineRatio() {
    return total > 0 ? machine / total : 0;
  }

  /** Share of all weight that was set aside as warm-up. */
  public double warmupRatio() {
    return total > 0 && !keepWarmup ? warmup / total : 0;
  }

  private ThreadRole role(SampleTable table, int index) {
    int thread = table.thread(index);
    return thread >= 0 && thread < roles.length ? roles[thread] : ThreadRole.APPLICATION;
  }

  private static long startUpNanos(Recording recording) {
    return Math.min(LONGEST_START_UP_NANOS, recording.coveredNanos() / 3);
  }

  private boolean isWarmup(SampleTable table, int index) {
    int stack = table.stack(index);
    return switch (warmupByStack.computeIfAbsent(stack, this::warmupOf)) {
      case NO -> false;
      case YES -> true;
      case INTERPRETED ->
          table.timeNanos(index) < startedByNanos || compiled.contains(topJavaMethod(stack));
    };
  }

  private Warmup warmupOf(int stack) {
    Warmup result = Warmup.NO;
    boolean topJavaFrame = true;
    for (int node = stack; node != StackTable.ROOT; node = stacks.parent(node)) {
      Frame frame = stacks.frame(node);
      if (!frame.kind().isJava()) {
        continue;
      }
      if (loadsClasses(frame)) {
        return Warmup.YES;
      }
      if (topJavaFrame && frame.kind() == FrameKind.INTERPRETED) {
        result = Warmup.INTERPRETED;
      }
      topJavaFrame = false;
    }
    return result;
  }

  private void noteCompiled(int stack) {
    for (int node = stack; node != StackTable.ROOT && visited.add(node); ) {
      Frame frame = stacks.frame(node);
      if (frame.kind().isJava() && frame.kind() != FrameKind.INTERPRETED) {
        compiled.add(name(frame));
      }
      node = stacks.parent(node);
    }
  }

  private String topJavaMethod(int stack) {
    for (int node = stack; node != StackTable.ROOT; node = stacks.parent(node)) {
      if (stacks.frame(node).kind().isJava()) {
        return name(stacks.frame(node));
      }
    }
    return "";
  }

  private static String name(Frame frame) {
    return frame.className() + "." + frame.methodName();
  }

  private static boolean loadsClasses(Frame frame) {
    String name = frame.className();
    return frame.methodName().equals("<clinit>")
        || name.startsWith("jdk.internal.loader.")
        || name.equals("java.lang.ClassLoader")
        || name.equals("java.lang.invoke.MethodHandleNatives")
        || name.startsWith("java.lang.invoke.InnerClassLambdaMetafactory")
        || name.equals("java.lang.invoke.StringConcatFactory");
  }
}
