package io.sonde.agent.compat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.jar.JarFile;

/** Undertow's example of servlets, on another port than the 8080 that it is written for. */
final class UndertowExamples implements ExampleServer {
  private static final String MAIN = "io.undertow.examples.servlet.ServletServer";

  /** {@code sipush 8080}, which is there once. */
  private static final byte[] PORT = {0x11, 0x1f, (byte) 0x90};

  /** Below are those of well-known services; above what {@code sipush} can push, the system's. */
  private static final int SMALLEST_PORT = 10_000;

  private static File jar() {
    return Path.of(System.getProperty("examples.home"), "undertow-examples.jar").toFile();
  }

  @Override
  public int prepare(Path base) throws IOException {
    int port = freePort();
    String name = MAIN.replace('.', '/') + ".class";
    byte[] bytes;
    try (JarFile examples = new JarFile(jar());
        InputStream in = examples.getInputStream(examples.getEntry(name))) {
      bytes = in.readAllBytes();
    }
    int at = indexOf(bytes, PORT);
    bytes[at + 1] = (byte) (port >> Byte.SIZE);
    bytes[at + 2] = (byte) port;
    Path file = base.resolve("classes").resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    return port;
  }

  private static int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(SMALLEST_PORT, Short.MAX_VALUE);
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        // Then another.
      }
    }
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int at = 0; at + wanted.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    throw new IllegalStateException(MAIN + " has no port 8080");
  }

  @Override
  public List<String> arguments(Path base, int port) {
    return List.of("-cp", base.resolve("classes") + File.pathSeparator + jar(), MAIN);
  }

  @Override
  public List<String> paths() {
    return List.of("/myapp/myservlet", "/myapp/", "/myapp/other/page?a=b", "/nothing");
  }

  @Override
  public String include() {
    return "io.undertow.examples.**";
  }

  @Override
  public List<String> woven() {
    return List.of(
        "jakarta.servlet.http.HttpServlet",
        "org.jboss.threads.EnhancedQueueExecutor",
        "io.undertow.examples.servlet.MessageServlet");
  }

  @Override
  public List<String> routes() {
    return List.of("GET /myapp/myservlet", "GET /myapp/other/page");
  }

  @Override
  public String toString() {
    return "Undertow";
  }
}
