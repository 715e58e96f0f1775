package io.sonde.analyzer.rule.code;

import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.GaugeSeries;
import io.sonde.analyzer.model.Gauges;

/**
 * Room for compiled code, all code heaps together: where one is full, the JVM puts code into
 * another.
 *
 * @param reservedBytes as configured; 0 when unknown
 * @param leastFreeBytes at the fullest reading
 * @param methods compiled at the last reading
 */
record CodeCacheRoom(double reservedBytes, double leastFreeBytes, double methods) {
  static CodeCacheRoom of(Gauges gauges) {
    double reserved = 0;
    double methods = 0;
    for (GaugeSeries heap : gauges.of(Gauge.CODE_CACHE_RESERVED)) {
      reserved += heap.last();
    }
    for (GaugeSeries heap : gauges.of(Gauge.CODE_CACHE_METHODS)) {
      methods += heap.last();
    }
    int readings =
        gauges.of(Gauge.CODE_CACHE_FREE).stream().mapToInt(GaugeSeries::size).min().orElse(0);
    double least = reserved;
    for (int i = 0; i < readings; i++) {
      double free = 0;
      for (GaugeSeries heap : gauges.of(Gauge.CODE_CACHE_FREE)) {
        free += heap.values()[i];
      }
      least = Math.min(least, free);
    }
    return new CodeCacheRoom(readings == 0 ? 0 : reserved, Math.max(0, least), methods);
  }

  boolean isKnown() {
    return reservedBytes > 0;
  }

  double freeRatio() {
    return leastFreeBytes / reservedBytes;
  }
}
