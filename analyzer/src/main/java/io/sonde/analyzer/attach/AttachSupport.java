package io.sonde.analyzer.attach;

/** Whether this Java can attach to others: a JRE or a small runtime image may lack the module. */
final class AttachSupport {
  private AttachSupport() {}

  static boolean present() {
    return ModuleLayer.boot().findModule("jdk.attach").isPresent();
  }

  static void require() {
    if (!present()) {
      throw new AttachException(
          "this Java (%s) has no module jdk.attach, so it cannot reach other JVMs; run sonde with a JDK."
              .formatted(System.getProperty("java.home")));
    }
  }
}
