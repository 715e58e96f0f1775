package io.sonde.benchmarks.requests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * {@link OrderService} in a process of its own, and clients that each wait for their answer, and
 * then for a while: requests come in at any time, as they do from many users. Where each client
 * asked anew at once, a server thread would find the next request waiting or not as the system's
 * scheduler happened to order the two, and keep to that; a tool that changed the order by chance
 * would be charged with two changes of context per request, or praised for saving them.
 */
final class LoadedService implements AutoCloseable {
  private static final int CLIENTS = 3;

  /** Mean of the exponential distribution; with that two processors are some two thirds busy. */
  private static final double THINKS_NANOS = 2e6;

  private final Process process;
  private final String url;

  /**
   * @param options of the JVM
   * @param work where its output goes
   */
  LoadedService(List<String> options, Path work) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.addAll(options);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), OrderService.class.getName()));
    process =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectError(work.resolve("service.err").toFile())
            .start();
    url = "http://127.0.0.1:" + port();
  }

  long pid() {
    return process.pid();
  }

  /** What a stretch of load cost. */
  record Cost(long requests, double cpuMicrosPerRequest) {}

  /** Runs requests for a while; the CPU time is that of the service's process alone. */
  Cost load(String path, Duration time) throws InterruptedException {
    AtomicLong requests = new AtomicLong();
    long end = System.nanoTime() + time.toNanos();
    Duration before = cpu();
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Thread client = new Thread(() -> client(path, end, requests));
      client.start();
      clients.add(client);
    }
    for (Thread client : clients) {
      client.join();
    }
    double micros = cpu().minus(before).toNanos() / 1e3;
    return new Cost(requests.get(), micros / requests.get());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void client(String path, long end, AtomicLong requests) {
    try {
      while (System.nanoTime() < end) {
        URL request = URI.create(url + path + requests.incrementAndGet()).toURL();
        HttpURLConnection connection = (HttpURLConnection) request.openConnection();
        try (InputStream answer = connection.getInputStream()) {
          answer.readAllBytes();
        }
        LockSupport.parkNanos(
            (long) (THINKS_NANOS * ThreadLocalRandom.current().nextExponential()));
      }
    } catch (IOException e) {
      throw new IllegalStateException("the service does not answer", e);
    }
  }

  private Duration cpu() {
    return process
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new IllegalStateException("the service has ended"));
  }

  private int port() throws IOException {
    BufferedReader lines =
        new BufferedReader(
            new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("port=")) {
        return Integer.parseInt(line.replaceAll("port=(\\d+) READY", "$1"));
      }
    }
    throw new IllegalStateException("the service did not start; its errors are in service.err");
  }
}
