package io.sonde.analyzer.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shop under the agent, then load, then the recording. Whatever ends the demo, an interrupt from
 * the keyboard included, its processes end with it.
 */
public final class Demo {
  private static final Duration START_LIMIT = Duration.ofSeconds(180);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

  /** Visitors who came last leave after their visit; a slow shop makes them wait. */
  private static final Duration LOAD_GRACE = Duration.ofSeconds(120);

  private static final String SHOP_LOG = "shop.log";

  private static final Pattern PORT = Pattern.compile("READY port=(\\d+)");

  private final Checkout checkout;
  private final DemoOptions options;
  private final Progress progress;
  private final ConcurrentLinkedDeque<Child> children = new ConcurrentLinkedDeque<>();

  public Demo(Checkout checkout, DemoOptions options, Progress progress) {
    this.checkout = checkout;
    this.options = options;
    this.progress = progress;
  }

  /**
   * Returns when the recording is written.
   *
   * @throws DemoException when a process fails
   */
  public void record() {
    Thread cleanUp = new Thread(this::stopAll, "demo-clean-up");
    Runtime.getRuntime().addShutdownHook(cleanUp);
    try {
      prepare();
      progress.step("Starting the shop (" + label() + ") under the agent …");
      Child shop = start("shop", shop());
      String port = port(shop.await("READY", START_LIMIT));
      load(shop, "http://localhost:" + port);
      progress.step("Stopping the shop, which writes the recording …");
      stop(shop);
    } catch (IOException e) {
      throw new DemoException("the demo cannot use " + options.output() + ": " + e + ".", e);
    } finally {
      stopAll();
      removeUnlessEnding(cleanUp);
    }
  }

  private void prepare() throws IOException {
    Files.createDirectories(options.output());
    if (Files.exists(options.recording()) && !Files.exists(options.file(SHOP_LOG))) {
      throw new DemoException(
          options.recording() + " is of no demo and would be lost; name another folder with -o.");
    }
    Files.deleteIfExists(options.recording());
    Files.deleteIfExists(options.report());
  }

  private void load(Child shop, String url) {
    double rate = rate(url);
    progress.step(
        String.format(Locale.ROOT, "%.1f visitors per second for %d s …", rate, options.seconds()));
    Child load = start("load", load(url, rate));
    load.await("Simulation", START_LIMIT);
    long start = System.nanoTime();
    int lasts = options.rampSeconds() + options.seconds();
    long limit = lasts + LOAD_GRACE.toSeconds();
    try (Progress.Bar bar = progress.bar("Load", lasts)) {
      while (load.alive() && seconds(start) < limit) {
        bar.at(seconds(start));
        if (!shop.alive()) {
          shop.await("never said", Duration.ZERO);
        }
        Child.pause();
      }
    }
    if (load.alive()) {
      throw new DemoException(
          "the shop did not serve all visitors within "
              + limit
              + " s; try a lower --rate. The load's log is "
              + options.file("load.log")
              + ".");
    }
    progress.step(load.await("LOAD", Duration.ZERO).replace("LOAD", "Load:"));
  }

  private double rate(String url) {
    Double asked = options.rate();
    if (asked != null) {
      return asked;
    }
    DemoFaults faults = options.faults();
    if (!faults.needsBusyProcessors()) {
      return faults.rate();
    }
    progress.step("Finding how many visitors keep this machine busy …");
    return new Calibration(url).visitorsPerSecond(faults.rate(), progress);
  }

  private void stop(Child shop) {
    if (!shop.stop(STOP_LIMIT)) {
      throw new DemoException(
          "the shop did not stop within "
              + STOP_LIMIT.toSeconds()
              + " s and was killed; its log is "
              + options.file(SHOP_LOG)
              + ".");
    }
    if (!Files.exists(options.recording())) {
      throw new DemoException(
          "the agent wrote no recording to "
              + options.recording()
              + "; the shop's log is "
              + options.file(SHOP_LOG)
              + ".");
    }
  }

  private List<String> shop() {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.add("-Xmx" + options.faults().heapMegabytes() + "m");
    command.add("-XX:+UseG1GC");
    command.addAll(options.faults().collectorOptions());
    command.add("-javaagent:" + checkout.agentJar());
    command.add("-Dsonde.file=" + options.recording());
    command.add("-Dsonde.include=com.example.shop.**");
    command.addAll(List.of("-jar", checkout.shopJar().toString()));
    command.addAll(List.of("--port=0", "--attended", "--postgres=" + checkout.postgres()));
    command.add("--threads=" + options.threads());
    command.add("--fault=" + options.faults().label());
    command.add("--fixed=" + options.fixed());
    return command;
  }

  private List<String> load(String url, double rate) {
    return List.of(
        java(),
        "-Xmx192m",
        "-XX:+UseSerialGC",
        "-jar",
        checkout.loadJar().toString(),
        "--url=" + url,
        "--rate=" + rate,
        "--ramp=" + options.rampSeconds(),
        "--seconds=" + options.seconds(),
        "--results=" + options.file("load"));
  }

  private String label() {
    return options.faults().label() + (options.fixed() ? ", fixed" : "");
  }

  private Child start(String name, List<String> command) {
    Child child = Child.start(name, options.file(name + ".log"), command);
    children.push(child);
    return child;
  }

  private void stopAll() {
    for (Child child = children.poll(); child != null; child = children.poll()) {
      child.close();
    }
  }

  private static void removeUnlessEnding(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending already, and the hook runs.
    }
  }

  private static String port(String ready) {
    Matcher matcher = PORT.matcher(ready);
    if (!matcher.find()) {
      throw new DemoException("the shop names no port in its line \"" + ready + "\".");
    }
    return matcher.group(1);
  }

  private static double seconds(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
