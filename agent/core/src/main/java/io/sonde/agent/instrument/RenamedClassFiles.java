package io.sonde.agent.instrument;

import java.io.IOException;
import java.util.Map;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import net.bytebuddy.utility.OpenedClassReader;

/** Class files in which the names of one library stand in place of another's. */
public final class RenamedClassFiles implements ClassFileLocator {
  private final ClassFileLocator from;
  private final Remapper names;

  private RenamedClassFiles(ClassFileLocator from, Remapper names) {
    this.from = from;
    this.names = names;
  }

  /**
   * @param prefixes of internal names, and what to put in their place
   */
  static ClassFileLocator of(ClassFileLocator from, Map<String, String> prefixes) {
    return prefixes.isEmpty() ? from : new RenamedClassFiles(from, new Prefixes(prefixes));
  }

  @Override
  public Resolution locate(String name) throws IOException {
    Resolution original = from.locate(name);
    if (!original.isResolved()) {
      return original;
    }
    return new Resolution.Explicit(rename(original.resolve(), names));
  }

  /** One class file, likewise. */
  public static byte[] rename(byte[] classFile, Map<String, String> prefixes) {
    return prefixes.isEmpty() ? classFile : rename(classFile, new Prefixes(prefixes));
  }

  private static byte[] rename(byte[] classFile, Remapper names) {
    ClassWriter renamed = new ClassWriter(0);
    new ClassReader(classFile).accept(new ClassRemapper(renamed, names), 0);
    return renamed.toByteArray();
  }

  @Override
  public void close() throws IOException {
    from.close();
  }

  private static final class Prefixes extends Remapper {
    private final Map<String, String> prefixes;

    private Prefixes(Map<String, String> prefixes) {
      super(OpenedClassReader.ASM_API);
      this.prefixes = prefixes;
    }

    @Override
    public String map(String internalName) {
      for (Map.Entry<String, String> prefix : prefixes.entrySet()) {
        if (internalName.startsWith(prefix.getKey())) {
          return prefix.getValue() + internalName.substring(prefix.getKey().length());
        }
      }
      return internalName;
    }
  }
}
