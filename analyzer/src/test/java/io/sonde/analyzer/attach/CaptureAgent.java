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

  public static void agentmain(String file, Instrumentation instrumentation) throws Exception {
    Class<?> program = Class.forName("io.sonde.analyzer.attach.BusyProgram");
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
              write(Path.of(file), code);
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
