package io.sonde.agent.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.testing.Compiler;
import io.sonde.agent.testing.JvmProcess;
import io.sonde.agent.testing.WrittenRecording;
import io.sonde.events.EventNames;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The example applications that servers come with answer under the agent as they do without it, and
 * once it has been detached no class holds its bytecode.
 */
class ExamplesIT {
  /** The one thing of the agent that a page may show; docs/configuration.md tells it. */
  private static final String OWN_ATTRIBUTE = "io.sonde.request";

  @TempDir Path directory;

  /** How many lines a page has, and those that it has each time: a random number proves nothing. */
  private record Page(int lines, List<String> always) {}

  static Stream<Arguments> serversAndJavaHomes() {
    List<Path> homes = JvmProcess.javaHomes().toList();
    return Stream.of(new TomcatExamples(), new JettyExamples(), new UndertowExamples())
        .flatMap(server -> homes.stream().map(home -> Arguments.of(server, home)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("serversAndJavaHomes")
  void examples_answerAsWithoutTheAgent_whichLeavesNothingBehind(
      ExampleServer server, Path javaHome) throws Exception {
    Map<String, Page> expected = withoutAgent(server, javaHome);

    Path base = Files.createDirectory(directory.resolve("with"));
    Path file = base.resolve("examples.jfr");
    int port = server.prepare(base);
    List<String> arguments = new ArrayList<>();
    arguments.add(
        "-javaagent:%s=include=%s,file=%s"
            .formatted(System.getProperty("sonde.agent.jar"), server.include(), file));
    arguments.add("-XX:+EnableDynamicAgentLoading");
    arguments.addAll(server.arguments(base, port));
    try (JvmProcess jvm = JvmProcess.start(javaHome, base, arguments)) {
      ExamplePages pages = new ExamplePages(server, base, port);
      pages.await();
      try (AgentControl agent = new AgentControl(jvm.pid(), base)) {
        agent.awaitRecording();
        pages.read();
        assertSame(pages.read(), expected);
        detach(agent, base, server.woven(), file);
      }
      assertSame(pages.read(), expected);
      jvm.terminate();
      // Jersey prints which classes of other libraries it misses.
      assertThat(jvm.stderr())
          .doesNotContain(
              "NoClassDefFoundError: io/sonde", "VerifyError", "LinkageError", "suppressed");
    }
    WrittenRecording recording = WrittenRecording.read(file);
    recording.assertClean();
    assertThat(recording.ofType(EventNames.REQUEST))
        .extracting(request -> request.getString("route"))
        .containsAll(server.routes())
        .noneMatch(server.otherRoutes()::contains);
  }

  private Map<String, Page> withoutAgent(ExampleServer server, Path javaHome) throws Exception {
    Path base = Files.createDirectory(directory.resolve("without"));
    int port = server.prepare(base);
    try (JvmProcess jvm = JvmProcess.start(javaHome, base, server.arguments(base, port))) {
      new ExamplePages(server, base, port).await();
      new ExamplePages(server, base, port).read(); // what is only so the first time
      Map<String, List<String>> once = new ExamplePages(server, base, port).read();
      // By another connection, from another port.
      Map<String, List<String>> again = new ExamplePages(server, base, port).read();
      Map<String, Page> expected = new LinkedHashMap<>();
      once.forEach((path, lines) -> expected.put(path, common(path, lines, again.get(path))));
      jvm.terminate();
      return expected;
    }
  }

  private static Page common(String path, List<String> once, List<String> again) {
    assertThat(again).as(path).hasSameSizeAs(once);
    List<String> always = new ArrayList<>(once);
    always.retainAll(again);
    assertThat(always).as("what %s always shows", path).startsWith(once.get(0));
    return new Page(once.size(), always);
  }

  /** The order is not looked at: pages list what maps hold, whose keys are one process's own. */
  private static void assertSame(Map<String, List<String>> answers, Map<String, Page> expected) {
    expected.forEach(
        (path, page) -> {
          List<String> lines = new ArrayList<>(answers.get(path));
          lines.removeIf(line -> line.contains(OWN_ATTRIBUTE));
          assertThat(lines).as(path).hasSize(page.lines()).containsAll(page.always());
        });
  }

  /** Detaches the agent, and lets another one see what was woven and what is so afterwards. */
  private static void detach(AgentControl agent, Path folder, List<String> expected, Path recording)
      throws Exception {
    Path probe = probe(folder);
    Path before = folder.resolve("woven-before");
    agent.load(probe, before.toString());
    Set<String> woven = new HashSet<>(Files.readAllLines(before));
    assertThat(woven).containsAll(expected);

    assertThat(agent.stop()).isEqualTo(recording.toString());

    Path after = folder.resolve("woven-after");
    agent.load(probe, after.toString());
    assertThat(Files.readAllLines(after)).as("classes that hold the agent's code").isEmpty();
    assertThat(Files.readAllLines(Path.of(after + ".clean")))
        .as("classes that were given back")
        .containsAll(woven);
  }

  private static Path probe(Path folder) throws IOException {
    Path classes = Compiler.compile("lastbytes", Files.createDirectory(folder.resolve("probe")));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Agent-Class", "com.acme.probe.LastBytes");
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    Path jar = folder.resolve("probe.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      String name = "com/acme/probe/LastBytes.class";
      out.putNextEntry(new ZipEntry(name));
      Files.copy(classes.resolve(name), out);
    }
    return jar;
  }
}
