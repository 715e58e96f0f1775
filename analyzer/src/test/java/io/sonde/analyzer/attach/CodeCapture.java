package io.sonde.analyzer.attach;

import com.sun.tools.attach.VirtualMachine;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;

/** The code that a class of another JVM runs at present, by an agent of the test's own. */
final class CodeCapture {
  private CodeCapture() {}

  /**
   * Code, exception tables and line tables of all methods, without numbers of the constant pool.
   */
  record Code(String instructions) {}

  /** What BusyProgram runs in the target now. */
  static Code of(TargetProcess target, Path folder, String name) throws Exception {
    return of(target, folder, name, BusyProgram.class.getName());
  }

  /** What a class that the target has loaded runs now. */
  static Code of(TargetProcess target, Path folder, String name, String className)
      throws Exception {
    Path classFile = folder.resolve(name + ".class");
    VirtualMachine jvm = VirtualMachine.attach(Long.toString(target.pid()));
    try {
      jvm.loadAgent(jar(folder).toString(), className + " " + classFile);
    } finally {
      jvm.detach();
    }
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    ToolProvider.findFirst("javap")
        .orElseThrow()
        .run(out, out, "-c", "-l", "-p", classFile.toString());
    return new Code(text.toString().replaceAll("#\\d+(, *\\d+)?", "#").replaceAll(" +", " "));
  }

  private static Path jar(Path folder) throws Exception {
    Path jar = folder.resolve("capture.jar");
    if (Files.exists(jar)) {
      return jar;
    }
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(new Attributes.Name("Agent-Class"), CaptureAgent.class.getName());
    attributes.put(new Attributes.Name("Can-Retransform-Classes"), "true");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (String name : new String[] {"CaptureAgent", "CaptureAgent$1"}) {
        String path = "io/sonde/analyzer/attach/" + name + ".class";
        out.putNextEntry(new JarEntry(path));
        try (var in = CodeCapture.class.getClassLoader().getResourceAsStream(path)) {
          in.transferTo(out);
        }
      }
    }
    return jar;
  }
}
