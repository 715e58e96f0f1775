package io.sonde.agent.compat;

import io.sonde.agent.testing.JvmProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An instance of the Tomcat that the build has unpacked. */
final class TomcatHome {
  private TomcatHome() {}

  static Path path() {
    return Path.of(System.getProperty("tomcat.home"));
  }

  /** Makes an instance's own folders, without an application; returns its port. */
  static int prepare(Path base) throws IOException {
    for (String folder : List.of("temp", "logs", "webapps", "conf")) {
      Files.createDirectories(base.resolve(folder));
    }
    for (String file : List.of("web.xml", "catalina.properties")) {
      Files.copy(path().resolve("conf").resolve(file), base.resolve("conf").resolve(file));
    }
    int port = JvmProcess.freePort();
    String server = Files.readString(path().resolve("conf/server.xml"));
    Files.writeString(
        base.resolve("conf/server.xml"),
        server.replace("port=\"8080\"", "port=\"" + port + "\"").replace("\"8005\"", "\"-1\""));
    return port;
  }

  /** Of the JVM, behind its options. */
  static List<String> arguments(Path base) {
    return List.of(
        "-Dcatalina.home=" + path(),
        "-Dcatalina.base=" + base,
        "-cp",
        path().resolve("bin/bootstrap.jar") + ":" + path().resolve("bin/tomcat-juli.jar"),
        "org.apache.catalina.startup.Bootstrap",
        "start");
  }
}
