package io.sonde.agent.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.testing.Compiler;
import io.sonde.agent.testing.JvmProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the agent cannot work it says so in one line, and the application runs. */
class RefusedStartIT {
  private static final Path AGENT = Path.of(System.getProperty("sonde.agent.jar"));

  @TempDir Path directory;
  private Path classes;

  static Stream<Path> javaHomes() {
    return JvmProcess.javaHomes();
  }

  @BeforeEach
  void compile() throws Exception {
    classes = Compiler.compile("hello", directory.resolve("classes"));
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void runtimeImageWithoutJfr(Path javaHome) throws Exception {
    Path image = directory.resolve("image");
    Process jlink =
        new ProcessBuilder(
                javaHome.resolve("bin/jlink").toString(),
                "--add-modules",
                "java.base,java.instrument",
                "--output",
                image.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("jlink.txt").toFile())
            .start();
    assertThat(jlink.waitFor()).as(Files.readString(directory.resolve("jlink.txt"))).isZero();

    assertThat(refusal(image, AGENT, "")).contains("jdk.jfr").contains("runs unprofiled");
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void agentInsideAnotherArchive(Path javaHome) throws Exception {
    Path archive = directory.resolve("everything.jar");
    copyWithoutIsolatedPart(archive);
    assertThat(refusal(javaHome, archive, "")).contains("everything.jar is not sonde-agent.jar");
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void outputThatCannotBeWritten(Path javaHome) throws Exception {
    assertThat(refusal(javaHome, AGENT, "=include=com.acme.**,file=/proc/none/r.jfr"))
        .contains("the recording could not start")
        .contains("/proc/none");
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void enabledFalse_saysAndDoesNothing(Path javaHome) throws Exception {
    assertThat(run(javaHome, AGENT, "=enabled=false")).isEmpty();
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.filter(file -> file.toString().contains(".jfr"))).isEmpty();
    }
  }

  private String refusal(Path javaHome, Path agent, String arguments) throws Exception {
    String errors = run(javaHome, agent, arguments);
    assertThat(errors).startsWith("[sonde] ").hasLineCount(1);
    return errors;
  }

  /** What stands on standard error after the program has answered. */
  private String run(Path javaHome, Path agent, String arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add("-javaagent:" + agent + arguments);
    command.addAll(List.of("-cp", classes.toString(), "com.acme.hello.Hello"));
    try (JvmProcess jvm = JvmProcess.start(javaHome, directory, command)) {
      assertThat(jvm.awaitExit()).as(jvm.stderr()).isZero();
      assertThat(jvm.stdout()).isEqualToIgnoringNewLines("hello");
      return jvm.stderr();
    }
  }

  private static void copyWithoutIsolatedPart(Path target) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(new Attributes.Name("Premain-Class"), "io.sonde.bootstrap.AgentPremain");
    try (JarFile agent = new JarFile(AGENT.toFile());
        OutputStream file = Files.newOutputStream(target);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (JarEntry entry : agent.stream().toList()) {
        if (entry.getName().startsWith("io/sonde/") && !entry.isDirectory()) {
          out.putNextEntry(new JarEntry(entry.getName()));
          try (InputStream in = agent.getInputStream(entry)) {
            in.transferTo(out);
          }
        }
      }
    }
  }
}
