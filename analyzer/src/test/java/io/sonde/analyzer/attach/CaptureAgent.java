package io.sonde.analyzer.attach;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;

/** Runs in the target, alone in its jar: refers to no other class of the tests. */
public final class CaptureAgent {
  private CaptureAgent() {}

  /**
   * @param classAndFile name of a class, a blank, and where to write its code
   */
  public static void agentmain(String classAndFile, Instrumentation instrumentation)
      throws Exception {
    int blank = classAndFile.indexOf(' ');
    Class<?> program = Class.forName(classAndFile.substring(0, blank));
    Path file = Path.of(classAndFile.substring(blank + 1));
    ClassFileTransformer capture =
        new ClassFileTransformer() {
          @Override
          public byte[] transform(
              ClassLoader loader,
              String name,
              Class<?> redefined,
              ProtectionDomain domain,
              byte[] code) {
            if (redefined == program) {
              write(file, code);
            }
            return null;
          }
        };
    instrumentation.addTransformer(capture, true);
    try {
      instrumentation.retransformClasses(program);
    } finally {
      instrumentation.removeTransformer(capture);
    }
  }

  private static void write(Path file, byte[] code) {
    try {
      Files.write(file, code);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
