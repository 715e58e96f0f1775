package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.FrameKind;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.StackTable;
import io.sonde.analyzer.profile.CallTree.SampleFilter;

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

  /** A JVM that began so shortly before is recorded from its start, in nanoseconds; our choice. */
  private static final long AT_START_NANOS = 10_000_000_000L;

  // What a stack says about warm-up.
  private static final byte NO = 0;
  private static final byte YES = 1;

  /** Its top Java frame was interpreted: yes if it started, or if it was compiled elsewhere. */
  private static final byte INTERPRETED = 2;

  private static final int NO_METHOD = -1;

  private final StackTable stacks;
  private final ThreadRole[] roles;
  private final boolean keepWarmup;
  private final byte[] warmupOfStack;
  private final int[] topJavaMethod;

  /** By method: true when samples show it compiled. */
  private final boolean[] compiled;

  private final long startedByNanos;
  private double total;
  private double machine;
  private double warmup;

  private SteadySamples(Recording recording, SampleTable samples, boolean keepWarmup) {
    this.stacks = recording.stacks();
    this.roles = ThreadRole.all(recording);
    this.keepWarmup = keepWarmup;
    this.startedByNanos = recording.startNanos() + startUpNanos(recording);
    this.warmupOfStack = new byte[stacks.size()];
    this.topJavaMethod = new int[stacks.size()];
    this.compiled = new boolean[stacks.methodCount()];
    readStacks();
    noteCompiled(samples);
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

  /**
   * When the service had started, nanoseconds since the epoch: the recording's start, unless the
   * recording holds the JVM's.
   */
  public static long steadyFromNanos(Recording recording) {
    long sinceStart = recording.startNanos() - recording.jvm().startNanos();
    boolean fromStart = Math.abs(sinceStart) <= AT_START_NANOS;
    return recording.startNanos() + (fromStart ? startUpNanos(recording) : 0);
  }

  /** How long a service may take to start, in nanoseconds: of a short recording, a third. */
  public static long startUpNanos(Recording recording) {
    return Math.min(LONGEST_START_UP_NANOS, recording.coveredNanos() / 3);
  }

  private boolean isWarmup(SampleTable table, int index) {
    int stack = table.stack(index);
    return switch (warmupOfStack[stack]) {
      case YES -> true;
      case INTERPRETED -> table.timeNanos(index) < startedByNanos || compiled[topJavaMethod[stack]];
      default -> false;
    };
  }

  /** Each stack from what is known of its caller, which comes before it. */
  private void readStacks() {
    boolean[] loads = loadingFrames(stacks);
    topJavaMethod[StackTable.ROOT] = NO_METHOD;
    for (int stack = StackTable.ROOT + 1; stack < warmupOfStack.length; stack++) {
      int caller = stacks.parent(stack);
      int frame = stacks.frameId(stack);
      FrameKind kind = stacks.kind(frame);
      topJavaMethod[stack] = kind.isJava() ? stacks.methodId(frame) : topJavaMethod[caller];
      if (warmupOfStack[caller] == YES || (kind.isJava() && loads[frame])) {
        warmupOfStack[stack] = YES;
      } else if (kind.isJava()) {
        warmupOfStack[stack] = kind == FrameKind.INTERPRETED ? INTERPRETED : NO;
      } else {
        warmupOfStack[stack] = warmupOfStack[caller];
      }
    }
  }

  /** Stacks on which a class is loaded, linked or initialised. */
  static boolean[] loadingStacks(StackTable stacks) {
    boolean[] frames = loadingFrames(stacks);
    boolean[] loading = new boolean[stacks.size()];
    for (int stack = StackTable.ROOT + 1; stack < loading.length; stack++) {
      loading[stack] = loading[stacks.parent(stack)] || frames[stacks.frameId(stack)];
    }
    return loading;
  }

  /** There are far fewer frames than stacks. */
  private static boolean[] loadingFrames(StackTable stacks) {
    boolean[] loads = new boolean[stacks.frameCount()];
    for (int frame = 0; frame < loads.length; frame++) {
      loads[frame] = loadsClasses(stacks.frameById(frame));
    }
    return loads;
  }

  private void noteCompiled(SampleTable samples) {
    boolean[] sampled = new boolean[stacks.size()];
    for (int i = 0; i < samples.size(); i++) {
      sampled[samples.stack(i)] = true;
    }
    for (int stack = sampled.length - 1; stack > StackTable.ROOT; stack--) {
      if (sampled[stack]) {
        sampled[stacks.parent(stack)] = true;
        int frame = stacks.frameId(stack);
        FrameKind kind = stacks.kind(frame);
        compiled[stacks.methodId(frame)] |= kind.isJava() && kind != FrameKind.INTERPRETED;
      }
    }
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
