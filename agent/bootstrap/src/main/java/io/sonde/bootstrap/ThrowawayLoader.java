package io.sonde.bootstrap;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.jar.JarFile;

/**
 * Loads {@link BootClasses} alone. What its module is allowed to do, the application's class path
 * must not get: libraries that find the JDK's internal Unsafe open behave otherwise than without
 * us. It is garbage once the boot classes are defined.
 */
final class ThrowawayLoader extends ClassLoader
    implements Consumer<BiConsumer<JarFile, Instrumentation>> {
  private final JarFile jar;
  private BiConsumer<JarFile, Instrumentation> definition;

  ThrowawayLoader(JarFile jar) {
    super(ClassLoader.getPlatformClassLoader());
    this.jar = jar;
  }

  /** For {@link BootClasses}, as it is initialised. */
  @Override
  public void accept(BiConsumer<JarFile, Instrumentation> definition) {
    this.definition = definition;
  }

  /** Puts the boot classes into the boot loader. */
  void defineBootClasses(Instrumentation instrumentation) throws ClassNotFoundException {
    Class.forName("io.sonde.bootstrap.BootClasses", true, this);
    definition.accept(jar, instrumentation);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try (InputStream in = jar.getInputStream(jar.getEntry(name.replace('.', '/') + ".class"))) {
      byte[] code = in.readAllBytes();
      return defineClass(name, code, 0, code.length);
    } catch (IOException | NullPointerException missing) {
      throw new ClassNotFoundException(name, missing);
    }
  }
}
