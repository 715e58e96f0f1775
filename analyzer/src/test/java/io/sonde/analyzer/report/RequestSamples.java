package io.sonde.analyzer.report;

import io.sonde.analyzer.aggregate.RequestSketch;
import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.finding.StatementPlan;
import io.sonde.analyzer.model.DatabaseUse;
import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.Gauges;
import io.sonde.analyzer.model.Route;
import io.sonde.analyzer.model.RouteTiming;
import io.sonde.analyzer.model.WaitKind;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;

/** The shop's analysis with requests: one route with a lock, one on CPU, one asynchronous. */
final class RequestSamples {
  static final String ORDERS = "GET /orders/{id}";
  static final String STOCK = "com.shop.stock.Stock";

  /** By which one search of many lines came in. */
  static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  static final String SEARCH = "GET /search";
  static final String LINES = "select l.id,l.text from line l where l.document_id=? order by l.id";
  static final String LINES_INDEX = "CREATE INDEX CONCURRENTLY ON line (document_id);";
  static final String PAY = "POST payment:8081/payments/{id}";
  static final String POOL = "shop-pool";
  static final String WORKERS = "org.apache.tomcat.util.threads.ThreadPoolExecutor#1";
  private static final long MILLI = 1_000_000;

  private RequestSamples() {}

  static Analysis shop() {
    RequestSketch sketch = new RequestSketch(ReportSamples.shopBuilder(), ReportSamples.START);
    Random random = new Random(3);
    orders(sketch, random);
    checkout(sketch, random);
    export(sketch, random);
    search(sketch, random);
    sketch.request("GET /health", "http-29", 0, MILLI, MILLI / 2);
    sketch.pool(POOL, 10 * MILLI, 10, 4, 20, 44 * MILLI);
    sketch.hold(
        POOL, 3, 1, 0, 900 * MILLI, false, "com.shop.checkout.Checkout.pay > com.zaxxer.P.close");
    sketch.hold(POOL, 3, 2, 0, 400 * MILLI, true, "com.shop.export.Export.open");
    workers(sketch, 20, 0);
    workers(sketch, 200, 7);
    return new Analysis(
        sketch.build(),
        List.of("shop.jfr"),
        ReportSamples.shopResults(),
        Map.of(LINES, new StatementPlan("Sort ← Seq Scan on line", false, List.of(LINES_INDEX))));
  }

  private static void workers(RequestSketch sketch, int active, int queued) {
    Gauges.Builder gauges = sketch.builder().gauges();
    gauges.add(Gauge.EXECUTOR_ACTIVE, WORKERS, ReportSamples.START, active);
    gauges.add(Gauge.EXECUTOR_LIMIT, WORKERS, ReportSamples.START, 200);
    gauges.add(Gauge.EXECUTOR_QUEUED, WORKERS, ReportSamples.START, queued);
  }

  /** Every tenth waits long for the payment service. */
  static Analysis paying() {
    RequestSketch sketch = new RequestSketch(ReportSamples.shopBuilder(), ReportSamples.START);
    for (int i = 0; i < 100; i++) {
      long from = i * 100 * MILLI;
      long took = (i % 10 == 3 ? 80 : 8) * MILLI;
      long id = sketch.request("POST /checkout", "http-30", from, from + took + MILLI, MILLI);
      sketch.call(id, "http-30", from, from + took, PAY);
    }
    return new Analysis(sketch.build(), List.of("shop.jfr"), ReportSamples.shopResults());
  }

  /** Names of routes, classes, methods and threads are hostile. */
  static Analysis hostile() {
    RequestSketch sketch = new RequestSketch(ReportSamples.shopBuilder(), ReportSamples.START);
    String evil = ReportSamples.HOSTILE;
    for (int i = 0; i < 30; i++) {
      long from = i * 100 * MILLI;
      long to = from + (i + 1) * MILLI;
      sketch.request(evil, evil, from, to, 0);
      sketch.waiting(WaitKind.MONITOR, evil, from, to, evil, evil + "owner", evil + "." + evil);
    }
    long id = sketch.request(evil + "x".repeat(5_000), "a", 0, MILLI, 0);
    sketch.call(id, "a", 0, MILLI, evil);
    return new Analysis(sketch.build(), List.of("evil.jfr"), ReportSamples.shopResults());
  }

  /** Every fiftieth waits long for the stock's monitor; the agent counted more than it wrote. */
  private static void orders(RequestSketch sketch, Random random) {
    Histogram histogram = new Histogram(3);
    long total = 0;
    for (int i = 0; i < 1_000; i++) {
      long from = i * 50 * MILLI;
      String thread = "http-" + i % 16;
      long cpu = 3 * MILLI + random.nextInt(2_000_000);
      long io = 2 * MILLI + random.nextInt(1_000_000);
      long locked = i % 50 == 7 ? 300 * MILLI + random.nextInt(200_000_000) : 0;
      long to = from + cpu + io + locked + MILLI;
      sketch.request(ORDERS, thread, from, to, cpu);
      sketch.waiting(WaitKind.SOCKET, thread, from, from + io);
      sketch.waiting(
          WaitKind.MONITOR,
          thread,
          from + io,
          from + io + locked,
          STOCK,
          "stock-refresh",
          "java.lang.Thread.run > com.shop.orders.Orders.find > com.shop.stock.Stock.reserve");
      histogram.recordValueWithCount(to - from, 3);
      total += 3 * (to - from);
    }
    sketch
        .builder()
        .requests()
        .add(
            new RouteTiming(
                new Route("http", ORDERS),
                3_000,
                12,
                total,
                histogram.getMaxValue(),
                histogram,
                3_000L * 4 * MILLI,
                3_000L * 150_000,
                3_000,
                new DatabaseUse(3_000L * 12, 3_000L * 2 * MILLI, 3_000L * 20_000)));
  }

  private static void checkout(RequestSketch sketch, Random random) {
    for (int i = 0; i < 200; i++) {
      long from = i * 250 * MILLI;
      long cpu = (long) (8 * MILLI * Math.exp(random.nextGaussian() * 0.7));
      sketch.request("POST /checkout", "http-25", from, from + cpu + 2 * MILLI, -1);
      sketch.cpu("http-25", from + 1, cpu);
      sketch.runnable("http-25", from + 2, cpu + MILLI);
      sketch.pause(from + cpu, from + cpu + MILLI);
    }
  }

  /** Every twentieth reads its lines one by one. */
  private static void search(RequestSketch sketch, Random random) {
    sketch.caller(LINES, "com.shop.search.Search.run > org.hibernate.Loader.load");
    for (int i = 0; i < 100; i++) {
      long from = i * 500 * MILLI + 5 * MILLI;
      int lines = i % 20 == 7 ? 60 + random.nextInt(20) : 1;
      sketch.database(lines + 1, lines * MILLI / 2, MILLI / 5).trace(i == 7 ? TRACE : "");
      long id = sketch.request(SEARCH, "http-28", from, from + (lines + 2) * MILLI, MILLI);
      sketch.waiting(WaitKind.CONNECTION, "http-28", from, from + MILLI / 5);
      for (int k = 0; k < lines; k++) {
        long at = from + MILLI + k * MILLI;
        sketch.statement(id, "http-28", at, at + MILLI / 2, LINES);
      }
      sketch.statement(id, "http-28", from + MILLI / 2, from + MILLI, "commit");
    }
    sketch.database(-1, -1, -1);
  }

  private static void export(RequestSketch sketch, Random random) {
    for (int i = 0; i < 60; i++) {
      long from = i * 900 * MILLI;
      long gap = 20 * MILLI + random.nextInt(60_000_000);
      long to = from + gap + 12 * MILLI;
      long id = sketch.request("GET /export", "http-26", from, to, 2 * MILLI, 9 * MILLI, 1);
      sketch.task(id, "export-1", from + 2 * MILLI + gap, to, 8 * MILLI);
    }
  }
}
