package io.sonde.agent.signal;

import io.sonde.agent.instrument.RenamedClassFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Loads classes of this package once more, beside an application's OpenTelemetry: they then call
 * that, and not the one in the agent's own loader.
 */
final class BesideLoader extends ClassLoader {
  private static final String OURS = BesideLoader.class.getPackageName() + ".";
  private static final String API = "io/opentelemetry/";

  private final Map<String, String> renamed;

  /**
   * @param api loader of the application's API; null: the boot loader
   * @param prefix before the names of that API's classes
   */
  BesideLoader(@Nullable ClassLoader api, String prefix) {
    super("sonde-beside", api);
    renamed = prefix.isEmpty() ? Map.of() : Map.of(API, prefix.replace('.', '/') + API);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known == null ? define(name) : known;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    String file = name.replace('.', '/') + ".class";
    try (InputStream in = BesideLoader.class.getClassLoader().getResourceAsStream(file)) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] code = RenamedClassFiles.rename(in.readAllBytes(), renamed);
      return defineClass(name, code, 0, code.length);
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name, unreadable);
    }
  }
}
