package io.sonde.bootstrap;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.jar.JarFile;

/**
 * Loads {@link BootClasses} alone. What its module is allowed to do, the application's class path
 * must not get: libraries that find the JDK's internal Unsafe open behave otherwise than without
 * us. It is garbage once the boot classes are defined.
 */
final class ThrowawayLoader extends ClassLoader
    implements Consumer<BiFunction<JarFile, Instrumentation, Runnable>> {
  private final JarFile jar;
  private BiFunction<JarFile, Instrumentation, Runnable> definition;

  ThrowawayLoader(JarFile jar) {
    super(ClassLoader.getPlatformClassLoader());
    this.jar = jar;
  }

  /** For {@link BootClasses}, as it is initialised. */
  @Override
  public void accept(BiFunction<JarFile, Instrumentation, Runnable> definition) {
    this.definition = definition;
  }

  /**
   * Defines the boot classes that premain needs.
   *
   * @return defines the others, to be run once; null where they can be found already
   */
  Runnable defineBootClasses(Instrumentation instrumentation) throws ClassNotFoundException {
    Class.forName("io.sonde.bootstrap.BootClasses", true, this);
    return definition.apply(jar, instrumentation);
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
