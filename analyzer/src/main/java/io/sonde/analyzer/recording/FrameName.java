package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.FrameKind;
import org.jspecify.annotations.Nullable;

/**
 * A method as frames name it, whichever reader found it.
 *
 * @param className with stable names for generated classes; empty for native code
 * @param hasDescriptor false for native code
 */
record FrameName(String className, String methodName, boolean hasDescriptor) {
  /** Stands for a stack trace that the recorder could not walk, so that its weight is not lost. */
  static final Frame UNKNOWN = new Frame("", "[unknown]", 0, FrameKind.UNKNOWN);

  /** How async-profiler ends the descriptor of machine code: a class without a name. */
  private static final String NAMELESS = ")L;";

  /** Package of the agent's probes. */
  private static final String PROBES = "io.sonde.bootstrap.";

  /**
   * @param className with dots
   */
  static FrameName of(
      @Nullable String className, @Nullable String methodName, @Nullable String descriptor) {
    return new FrameName(
        className == null ? "" : StableNames.ofClass(className),
        methodName == null || methodName.isEmpty() ? "[unknown]" : methodName,
        descriptor != null && descriptor.startsWith("(") && !descriptor.endsWith(NAMELESS));
  }

  /** Whether a class is one of the agent's, from which it commits its events. */
  static boolean isProbe(@Nullable String className) {
    return className != null && className.startsWith(PROBES);
  }

  boolean isProbe() {
    return isProbe(className);
  }

  /**
   * @param type what the recorder calls the kind of frame
   */
  Frame frame(int line, @Nullable String type) {
    FrameKind kind = kind(type);
    return kind.isJava()
        ? new Frame(className, methodName, Math.max(0, line), kind)
        : new Frame("", methodName, 0, kind);
  }

  private FrameKind kind(@Nullable String type) {
    if (type == null) {
      return FrameKind.UNKNOWN;
    }
    return switch (type) {
      case "Interpreted" -> FrameKind.INTERPRETED;
      case "JIT compiled" -> FrameKind.JIT_COMPILED;
      case "Inlined" -> FrameKind.INLINED;
      case "C1 compiled" -> FrameKind.C1_COMPILED;
      // JFR says so of Java methods that are declared native, async-profiler of machine code.
      case "Native" -> hasDescriptor ? FrameKind.UNKNOWN : FrameKind.NATIVE;
      case "C++" -> FrameKind.CPP;
      case "Kernel" -> FrameKind.KERNEL;
      default -> FrameKind.UNKNOWN;
    };
  }
}
