package io.sonde.benchmarks.requests;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * Takes what is sent to it by HTTP, counts its bytes, and says that it was taken. Ends with its
 * standard input.
 */
public final class ExportSink {
  private ExportSink() {}

  /** Prints {@code READY port=N}, and at the end what has come. */
  public static void main(String[] arguments) throws IOException {
    LongAdder requests = new LongAdder();
    LongAdder bytes = new LongAdder();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            bytes.add(exchange.getRequestBody().readAllBytes().length);
            requests.increment();
            exchange.sendResponseHeaders(200, -1);
          }
        });
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
    System.out.println("READY port=" + server.getAddress().getPort());
    while (System.in.read() >= 0) {
      continue;
    }
    System.out.println("taken: " + requests.sum() + " exports, " + bytes.sum() + " bytes");
    System.exit(0);
  }
}
