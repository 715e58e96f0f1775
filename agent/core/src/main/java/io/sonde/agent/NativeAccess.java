package io.sonde.agent;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;

/**
 * From JDK 22 on, loading a native library prints four lines of warning unless native access was
 * allowed on the command line, which an agent cannot be asked to do. The JDK has no public way.
 */
final class NativeAccess {
  private static final int FIRST_RELEASE_WITH_WARNING = 22;

  private NativeAccess() {}

  /** Must run before async-profiler's library is loaded. Without success the warning is printed. */
  static void allow(Instrumentation instrumentation) {
    if (Runtime.version().feature() < FIRST_RELEASE_WITH_WARNING) {
      return;
    }
    try {
      instrumentation.redefineModule(
          Object.class.getModule(),
          Set.of(),
          Map.of(),
          Map.of("java.lang", Set.of(NativeAccess.class.getModule())),
          Set.of(),
          Map.of());
      Method allow = Module.class.getDeclaredMethod("implAddEnableNativeAccessToAllUnnamed");
      allow.setAccessible(true);
      allow.invoke(null);
    } catch (ReflectiveOperationException | RuntimeException changedJdk) {
      // The warning that follows is harmless, and says what it is about.
    }
  }
}
