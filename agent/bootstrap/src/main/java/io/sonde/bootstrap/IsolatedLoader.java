package io.sonde.bootstrap;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Loads what lies below {@code isolated/} in the agent jar: the agent's own code and its libraries.
 * Its parent is the platform loader, so the application and the agent cannot see each other.
 */
final class IsolatedLoader extends ClassLoader {
  private static final String PREFIX = "isolated/";
  static final String MAIN_ENTRY = PREFIX + "io/sonde/agent/AgentMain.class";

  static {
    registerAsParallelCapable();
  }

  private final JarFile jar;

  IsolatedLoader(JarFile jar) {
    super("sonde", ClassLoader.getPlatformClassLoader());
    this.jar = jar;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try (InputStream in = open(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] code = in.readAllBytes();
      return defineClass(name, code, 0, code.length);
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name, unreadable);
    }
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    try {
      InputStream own = open(name);
      return own != null ? own : super.getResourceAsStream(name);
    } catch (IOException unreadable) {
      return null;
    }
  }

  @Override
  @SuppressWarnings("deprecation") // new URL(String): its successor is newer than JDK 17
  protected URL findResource(String name) {
    if (jar.getEntry(PREFIX + name) == null) {
      return null;
    }
    try {
      return new URL("jar:" + new java.io.File(jar.getName()).toURI() + "!/" + PREFIX + name);
    } catch (MalformedURLException impossible) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL found = findResource(name);
    return Collections.enumeration(found == null ? List.of() : List.of(found));
  }

  private InputStream open(String name) throws IOException {
    JarEntry entry = jar.getJarEntry(PREFIX + name);
    return entry == null ? null : jar.getInputStream(entry);
  }
}
