package io.sonde.analyzer.demo;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Finds how many visitors per second keep the processors busy with the shop, but not drowned. A
 * rate that suits one machine leaves another idle, so that the fault hurts nobody. One visitor
 * after the other tells how long a visit takes when nobody else is there, after the shop has warmed
 * up.
 */
final class Calibration {
  /** Visits at a time, as a share of the processors; the rest is for database and load. */
  static final double VISITS_PER_PROCESSOR = 0.4;

  /** Fewer visitors make too few requests to judge anything by. */
  static final double LEAST_RATE = 2;

  private static final Duration WARM_UP = Duration.ofSeconds(6);
  private static final Duration MEASURED = Duration.ofSeconds(4);
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);

  /** A visit's work beyond the browsing that is measured: half of the visitors fill a cart. */
  static final double WHOLE_VISIT = 1.3;

  private static final int CATEGORIES = 10;
  private static final int PAGES = 3;
  private static final int PRODUCTS = 2400;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  private int visits;

  Calibration(String url) {
    this.url = url;
  }

  /**
   * Visitors per second, at most {@code limit}.
   *
   * @throws DemoException when the shop does not answer
   */
  double visitorsPerSecond(double limit, Progress progress) {
    double nanosPerVisit;
    try (Progress.Bar bar = progress.bar("Measuring", WARM_UP.plus(MEASURED).toSeconds())) {
      visit(WARM_UP, bar, 0);
      int before = visits;
      long start = System.nanoTime();
      visit(MEASURED, bar, WARM_UP.toSeconds());
      nanosPerVisit = (System.nanoTime() - start) / (double) (visits - before);
    }
    return rate(nanosPerVisit, Runtime.getRuntime().availableProcessors(), limit);
  }

  static double rate(double nanosPerVisit, int processors, double limit) {
    double rate = VISITS_PER_PROCESSOR * processors * 1e9 / (nanosPerVisit * WHOLE_VISIT);
    return Math.max(LEAST_RATE, Math.min(limit, Math.rint(rate * 2) / 2));
  }

  private void visit(Duration time, Progress.Bar bar, long doneSeconds) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < time.toNanos()) {
      int n = visits++;
      get("/products?category=category-" + n % CATEGORIES + "&page=" + n % PAGES);
      get("/products?category=category-" + n % CATEGORIES + "&page=" + (n + 1) % PAGES);
      get("/products/" + n * 7 % PRODUCTS);
      get("/products/" + n * 11 % PRODUCTS);
      bar.at(doneSeconds + (System.nanoTime() - start) / 1e9);
    }
  }

  private void get(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path)).timeout(REQUEST_LIMIT).build();
    try {
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != HttpURLConnection.HTTP_OK && status != HttpURLConnection.HTTP_NOT_FOUND) {
        throw new DemoException("the shop answered " + path + " with status " + status + ".");
      }
    } catch (IOException e) {
      throw new DemoException("the shop did not answer " + path + ": " + e + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("the demo was interrupted.", e);
    }
  }
}
