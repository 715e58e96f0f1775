package io.sonde.agent.compat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an {@link ExampleServer} answers, in a form that can be compared with another process's. */
final class ExamplePages {
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int UPLOAD_BYTES = 100_000;

  /** Objects, sessions and threads of one process, an order that its disk chose, and when. */
  private static final Pattern IDENTITIES =
      Pattern.compile(
          "@-?[0-9a-f]+\\b|\\bnode0\\w{10,}|\\bqtp\\d+|\\d{6,}|(?<=jsp_classpath).*|.*\\d\\d:\\d\\d:\\d\\d.*|(?<=\\{STARTED,).*");

  /** Jetty's pages have it within names. */
  private static final String BREAK_HERE = "&#8203;";

  private final ExampleServer server;
  private final HttpClient http;
  private final Path base;
  private final int port;

  /**
   * @param base the server's folder
   */
  ExamplePages(ExampleServer server, Path base, int port) {
    this.server = server;
    this.base = base;
    this.port = port;
    this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  /** Waits until the first page is there. */
  void await() throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!isThere(server.paths().get(0))) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(server + " does not answer within a minute");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private boolean isThere(String path) throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(uri("http", path)).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /**
   * By path, the status and the lines of the page, without what is this process's own: their words
   * in alphabetical order, for some tell what a set holds.
   */
  Map<String, List<String>> read() throws Exception {
    Map<String, List<String>> pages = new LinkedHashMap<>();
    for (String path : server.paths()) {
      pages.put(path, lines(HttpRequest.newBuilder(uri("http", path))));
    }
    for (String path : server.uploads()) {
      HttpRequest.BodyPublisher bytes = BodyPublishers.ofString("x".repeat(UPLOAD_BYTES));
      pages.put(path, lines(HttpRequest.newBuilder(uri("http", path)).POST(bytes)));
    }
    for (String path : server.echoes()) {
      pages.put(path, List.of(echoed(path)));
    }
    return pages;
  }

  private List<String> lines(HttpRequest.Builder request) throws Exception {
    HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
    List<String> lines = new ArrayList<>();
    lines.add("status " + response.statusCode());
    try (InputStream body = response.body()) {
      String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
      text.lines().map(this::withoutIdentities).forEach(lines::add);
    }
    return lines;
  }

  private String withoutIdentities(String line) {
    String readable =
        line.replace(BREAK_HERE, "")
            .replaceAll("</?t[^>]*>", " ") // the last of a table also ends it
            .replace(base.toString(), "BASE")
            .replaceAll("\\b" + port + "\\b", "PORT");
    String common = IDENTITIES.matcher(readable).replaceAll("#");
    return Stream.of(common.split(" ")).sorted().collect(Collectors.joining(" "));
  }

  private String echoed(String path) throws Exception {
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
        http.newWebSocketBuilder().buildAsync(uri("ws", path), listener).get(30, TimeUnit.SECONDS);
    socket.sendText("does it come back?", true);
    String text = echo.get(30, TimeUnit.SECONDS);
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(30, TimeUnit.SECONDS);
    return text;
  }

  private URI uri(String scheme, String path) {
    return URI.create(scheme + "://127.0.0.1:" + port + path);
  }
}
