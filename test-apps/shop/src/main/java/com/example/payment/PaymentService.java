package com.example.payment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Accepts {@code POST /payments?purchase=ID&amount=N}, and confirms each payment a little later, at
 * least once.
 */
public final class PaymentService implements AutoCloseable {
  private static final Pattern PURCHASE = Pattern.compile("(?:^|&)purchase=(\\d+)");
  private static final int THREADS = 8;

  /** How long the bank takes to confirm what it has accepted. */
  private static final int CONFIRM_MILLIS = 100;

  /**
   * One payment in so many is confirmed once more, a moment later: what is delivered at least once
   * is delivered twice now and then.
   */
  private static final int PAYMENTS_PER_REPETITION = 250;

  private static final int REPETITION_MILLIS = 60;

  private final HttpServer server;
  private final Acceptance acceptance;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final ScheduledExecutorService bank = Executors.newScheduledThreadPool(2);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicInteger payments = new AtomicInteger(PAYMENTS_PER_REPETITION / 2);
  private volatile int callbackPort;

  private PaymentService(HttpServer server, Acceptance acceptance) {
    this.server = server;
    this.acceptance = acceptance;
  }

  public static PaymentService start(Acceptance acceptance) throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    PaymentService service = new PaymentService(HttpServer.create(anyPort, 0), acceptance);
    service.server.setExecutor(service.threads);
    service.server.createContext("/payments", service::accept);
    service.server.start();
    return service;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public void callBackTo(int port) {
    callbackPort = port;
  }

  /** Answers from the bank's thread, so that no thread of the server waits. */
  private void accept(HttpExchange exchange) {
    bank.schedule(() -> answer(exchange), acceptance.millis(), TimeUnit.MILLISECONDS);
  }

  private void answer(HttpExchange exchange) {
    try (exchange) {
      Matcher purchase = PURCHASE.matcher(String.valueOf(exchange.getRequestURI().getQuery()));
      boolean known = purchase.find();
      if (known) {
        long id = Long.parseLong(purchase.group(1));
        bank.schedule(() -> confirm(id), CONFIRM_MILLIS, TimeUnit.MILLISECONDS);
        if (payments.incrementAndGet() % PAYMENTS_PER_REPETITION == 0) {
          int again = CONFIRM_MILLIS + REPETITION_MILLIS;
          bank.schedule(() -> confirm(id), again, TimeUnit.MILLISECONDS);
        }
      }
      exchange.sendResponseHeaders(known ? 202 : 400, -1);
    } catch (IOException e) {
      System.err.println("payments: the shop hung up: " + e.getMessage());
    }
  }

  private void confirm(long purchase) {
    URI callback =
        URI.create("http://localhost:" + callbackPort + "/payments/callback?purchase=" + purchase);
    HttpRequest request =
        HttpRequest.newBuilder(callback).POST(HttpRequest.BodyPublishers.noBody()).build();
    client
        .sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .thenAccept(
            response -> {
              if (response.statusCode() != 204) {
                System.err.println("payments: " + callback + " answered " + response.statusCode());
              }
            });
  }

  @Override
  public void close() {
    bank.shutdownNow();
    server.stop(0);
    threads.shutdownNow();
  }
}
