package io.sonde.benchmarks.requests;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * {@link OrderService} under load for minutes, told live to nobody, and to receivers that are not
 * there, never answer, or answer nonsense, all at the same time. Prints for each minute the
 * requests of each, and at the end the heap after a collection, the resident set, and what became
 * of the spans.
 *
 * <p>Run by benchmarks/dead-receivers.sh. Arguments: the minutes, the agent's jar, Sonde's jar.
 */
public final class DeadReceivers {
  private static final String NOBODY = "told to nobody";

  private final Map<String, LoadedService> services = new LinkedHashMap<>();
  private final Queue<Socket> held = new ConcurrentLinkedQueue<>();

  private DeadReceivers() {}

  public static void main(String[] args) throws Exception {
    DeadReceivers run = new DeadReceivers();
    try (ServerSocket silent = run.listen(false);
        ServerSocket nonsense = run.listen(true)) {
      run.start(NOBODY, args[1], "");
      run.start("nobody listens", args[1], ",otlp=http://127.0.0.1:1");
      run.start("nobody answers", args[1], ",otlp=http://127.0.0.1:" + silent.getLocalPort());
      run.start("nonsense", args[1], ",otlp=http://127.0.0.1:" + nonsense.getLocalPort());
      for (int minute = 1; minute <= Integer.parseInt(args[0]); minute++) {
        run.minute(minute);
      }
      for (Map.Entry<String, LoadedService> service : run.services.entrySet()) {
        print(service.getKey(), service.getValue().pid(), args[2]);
      }
    } finally {
      run.services.values().forEach(LoadedService::close);
    }
  }

  private void start(String name, String agent, String key) throws IOException {
    Path work = Files.createTempDirectory("dead");
    String option = "-javaagent:" + agent + "=file=" + work.resolve("orders.jfr") + key;
    services.put(name, new LoadedService(List.of(option), work));
  }

  private ServerSocket listen(boolean answers) throws IOException {
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> serve(socket, answers), "receiver");
    thread.setDaemon(true);
    thread.start();
    return socket;
  }

  private void serve(ServerSocket socket, boolean answers) {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        if (answers) {
          try (connection;
              OutputStream out = connection.getOutputStream()) {
            out.write("\0\1 nonsense \r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          }
        } else {
          held.add(connection); // never read, never closed
        }
      } catch (IOException closed) {
        // The next one, or none.
      }
    }
  }

  /** All at once, so that a machine that slows down slows all alike. */
  private void minute(int minute) throws InterruptedException {
    Map<String, Long> requests = new LinkedHashMap<>();
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    List<Thread> loads = new ArrayList<>();
    for (Map.Entry<String, LoadedService> service : services.entrySet()) {
      requests.put(service.getKey(), 0L);
      Thread load =
          new Thread(
              () -> {
                try {
                  long served =
                      service.getValue().load("/short/", Duration.ofMinutes(1)).requests();
                  synchronized (requests) {
                    requests.put(service.getKey(), served);
                  }
                } catch (RuntimeException e) {
                  failure.set(e);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      load.start();
      loads.add(load);
    }
    for (Thread load : loads) {
      load.join();
    }
    if (failure.get() != null) {
      throw failure.get();
    }
    System.out.println("minute " + minute + ": " + requests);
  }

  private static void print(String name, long pid, String sonde) throws Exception {
    Path bin = Path.of(System.getProperty("java.home"), "bin");
    run(bin.resolve("jcmd").toString(), Long.toString(pid), "GC.run");
    String heap = run(bin.resolve("jcmd").toString(), Long.toString(pid), "GC.heap_info");
    String status = run(bin.resolve("java").toString(), "-jar", sonde, "status", "" + pid);
    System.out.println(name + ":");
    heap.lines().filter(line -> line.contains("used")).limit(1).forEach(DeadReceivers::indent);
    Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .forEach(DeadReceivers::indent);
    status
        .lines()
        .filter(line -> line.contains("Told live") || line.contains("Suppressed"))
        .forEach(DeadReceivers::indent);
  }

  private static void indent(String line) {
    System.out.println("  " + line.strip());
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor(60, TimeUnit.SECONDS);
    return output;
  }
}
