package io.sonde.analyzer.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * @param fixed the same feature, built well
 * @param threads {@code platform} or {@code virtual}
 * @param rampSeconds in which visitors become as many, before that
 * @param seconds how long as many visitors arrive
 * @param rate visitors per second, each of whom sends about six requests; null for what suits fault
 *     and machine
 * @param output where recording, report and logs go
 */
public record DemoOptions(
    DemoFaults faults,
    boolean fixed,
    String threads,
    int rampSeconds,
    int seconds,
    @Nullable Double rate,
    Path output) {
  Path file(String name) {
    return output.resolve(name);
  }

  public Path recording() {
    return file("shop.jfr");
  }

  public Path report() {
    return file("report.html");
  }
}
