package io.sonde.agent.recorder;

import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What this JVM was started with. */
final class JvmArguments {
  private JvmArguments() {}

  /**
   * Options in the order given, those of environment variables included. From where the management
   * beans have them too, whose start takes a tenth of a second.
   *
   * @param instrumentation opens that place; without it the beans are asked
   */
  static List<String> here(@Nullable Instrumentation instrumentation) {
    if (instrumentation != null) {
      try {
        instrumentation.redefineModule(
            Object.class.getModule(),
            Set.of(),
            Map.of("jdk.internal.misc", Set.of(JvmArguments.class.getModule())),
            Map.of(),
            Set.of(),
            Map.of());
        Class<?> vm = Class.forName("jdk.internal.misc.VM");
        return List.of((String[]) vm.getMethod("getRuntimeArguments").invoke(null));
      } catch (ReflectiveOperationException | RuntimeException changedJdk) {
        // The public way.
      }
    }
    try {
      return ManagementFactory.getRuntimeMXBean().getInputArguments();
    } catch (LinkageError withoutManagement) {
      return List.of();
    }
  }
}
