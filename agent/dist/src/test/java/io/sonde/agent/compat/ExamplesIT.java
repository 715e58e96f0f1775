package io.sonde.agent.compat;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import io.sonde.events.EventNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tomcat's own example applications: servlets, JSPs, asynchronous and non-blocking ones, and a web
 * socket. They answer under the agent as they do without it, and once it has been detached no class
 * holds its bytecode.
 */
class ExamplesIT {
  private static final List<String> PATHS =
      List.of(
          "servlets/servlet/HelloWorldExample",
          "servlets/servlet/RequestInfoExample/a/b?c=d",
          "servlets/servlet/RequestHeaderExample",
          "servlets/servlet/RequestParamExample?firstname=Ada&lastname=Lovelace",
          "servlets/servlet/CookieExample",
          "servlets/servlet/SessionExample",
          "servletToJsp",
          "CompressionTest",
          "async/async0",
          "async/async1",
          "async/async2",
          "async/async3",
          "servlets/nonblocking/numberwriter",
          "jsp/jsp2/el/basic-arithmetic.jsp",
          "jsp/jsp2/simpletag/book.jsp",
          "jsp/jsp2/tagfiles/panel.jsp",
          "jsp/jsp2/jspx/textRotate.jspx?name=agent",
          "jsp/include/include.jsp",
          "jsp/num/numguess.jsp",
          "jsp/error/er.html",
          "jsp/error/err.jsp?name=audi&submit=Submit",
          "jsp/xml/xml.jsp",
          "jsp/nothing.jsp",
          "index.html");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  @TempDir Path directory;

  static Stream<Path> javaHomes() {
    return JvmProcess.javaHomes();
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void tomcatsExamples_answerAsWithoutTheAgent_whichLeavesNothingBehind(Path javaHome)
      throws Exception {
    Map<String, String> expected = new LinkedHashMap<>();
    Path without = Files.createDirectory(directory.resolve("without"));
    int port = prepare(without);
    try (JvmProcess jvm = JvmProcess.start(javaHome, without, TomcatHome.arguments(without))) {
      jvm.awaitError("Server startup in");
      expected.putAll(answers(port));
      // What differs from one time to the next, such as a random number, proves nothing.
      expected.entrySet().removeAll(differing(expected, answers(port)));
      jvm.terminate();
    }
    assertThat(expected).as("those that always answer the same").hasSizeGreaterThan(15);

    Path with = Files.createDirectory(directory.resolve("with"));
    int otherPort = prepare(with);
    Path file = with.resolve("examples.jfr");
    List<String> arguments = new ArrayList<>();
    arguments.add(
        "-javaagent:" + System.getProperty("sonde.agent.jar") + "=include=async.**,file=" + file);
    arguments.add("-XX:+EnableDynamicAgentLoading");
    arguments.addAll(TomcatHome.arguments(with));
    try (JvmProcess jvm = JvmProcess.start(javaHome, with, arguments)) {
      jvm.awaitError("Server startup in");
      assertSame(answers(otherPort), port, expected, otherPort);
      detach(jvm.pid(), with, file);
      assertSame(answers(otherPort), port, expected, otherPort);
      jvm.terminate();
      assertThat(jvm.stderr())
          .doesNotContain("NoClassDefFoundError", "VerifyError", "LinkageError", "suppressed");
    }
    WrittenRecording recording = WrittenRecording.read(file);
    recording.assertClean();
    assertThat(recording.ofType(EventNames.REQUEST))
        .extracting(request -> request.getString("route"))
        .contains("GET /examples/servlets/servlet/HelloWorldExample", "GET /examples/async/{id}")
        .as("a request that is dispatched to a JSP keeps its route")
        .doesNotContain("GET /examples/jsp/async/{id}");
  }

  /** Detaches the agent, and lets another one see what was woven and what is so afterwards. */
  private static void detach(long pid, Path folder, Path recording) throws Exception {
    Path probe = probe(folder);
    VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
    try {
      Path before = folder.resolve("woven-before");
      machine.loadAgent(probe.toString(), before.toString());
      List<String> woven = Files.readAllLines(before);
      assertThat(woven)
          .contains(
              "org.apache.catalina.core.ApplicationFilterChain",
              "java.util.concurrent.ThreadPoolExecutor",
              "java.lang.Thread",
              "async.Async1");

      assertThat(stopped(machine, folder)).isEqualTo(recording.toString());

      Path after = folder.resolve("woven-after");
      machine.loadAgent(probe.toString(), after.toString());
      assertThat(Files.readAllLines(after)).as("classes that hold the agent's code").isEmpty();
      assertThat(Files.readAllLines(Path.of(after + ".clean")))
          .as("classes that were given back")
          .containsAll(woven);
    } finally {
      machine.detach();
    }
  }

  /** As the command line does it; returns the file that was written. */
  private static String stopped(VirtualMachine machine, Path folder) throws Exception {
    Path agent = Path.of(System.getProperty("sonde.agent.jar"));
    Properties request = new Properties();
    request.setProperty("command", "stop");
    try (JarFile jar = new JarFile(agent.toFile())) {
      request.setProperty(
          "version",
          jar.getManifest().getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION));
    }
    Path command = folder.resolve("command");
    try (Writer out = Files.newBufferedWriter(command)) {
      request.store(out, null);
    }
    machine.loadAgent(agent.toString(), "control=" + command);
    Properties reply = new Properties();
    try (Reader in = Files.newBufferedReader(command)) {
      reply.load(in);
    }
    return reply.getProperty("file", reply.toString());
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

  private static int prepare(Path base) throws IOException {
    int port = TomcatHome.prepare(base);
    Path examples = TomcatHome.path().resolve("webapps/examples");
    try (Stream<Path> tree = Files.walk(examples)) {
      for (Path each : tree.toList()) {
        Path copy = base.resolve("webapps/examples").resolve(examples.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(each, copy);
        }
      }
    }
    return port;
  }

  private static void assertSame(
      Map<String, String> answers, int port, Map<String, String> expected, int otherPort) {
    expected.forEach(
        (path, answer) ->
            assertThat(answers.get(path).replace(":" + otherPort, ":" + port))
                .as(path)
                .isEqualTo(answer));
  }

  private static List<Map.Entry<String, String>> differing(
      Map<String, String> one, Map<String, String> other) {
    return one.entrySet().stream()
        .filter(each -> !each.getValue().equals(other.get(each.getKey())))
        .map(each -> Map.entry(each.getKey(), each.getValue()))
        .toList();
  }

  /** Status and body by path. */
  private Map<String, String> answers(int port) throws Exception {
    Map<String, String> answers = new LinkedHashMap<>();
    for (String path : PATHS) {
      HttpRequest request = HttpRequest.newBuilder(uri("http", port, path)).build();
      answers.put(path, answer(request));
    }
    HttpRequest.BodyPublisher bytes = HttpRequest.BodyPublishers.ofString("x".repeat(100_000));
    answers.put(
        "bytecounter",
        answer(
            HttpRequest.newBuilder(uri("http", port, "servlets/nonblocking/bytecounter"))
                .POST(bytes)
                .build()));
    answers.put("echo", echoed(port));
    return answers;
  }

  private String answer(HttpRequest request) throws Exception {
    HttpResponse<InputStream> response =
        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      return response.statusCode() + " " + new String(body.readAllBytes());
    }
  }

  private String echoed(int port) throws Exception {
    CompletableFuture<String> echo = new CompletableFuture<>();
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            echo.complete(text.toString());
            return null;
          }
        };
    WebSocket socket =
        http.newWebSocketBuilder()
            .buildAsync(uri("ws", port, "websocket/echoAnnotation"), listener)
            .get(30, TimeUnit.SECONDS);
    socket.sendText("does it come back?", true);
    String text = echo.get(30, TimeUnit.SECONDS);
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(30, TimeUnit.SECONDS);
    return text;
  }

  private static URI uri(String scheme, int port, String path) {
    return URI.create(scheme + "://127.0.0.1:" + port + "/examples/" + path);
  }
}
