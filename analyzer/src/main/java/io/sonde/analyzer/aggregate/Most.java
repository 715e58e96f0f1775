package io.sonde.analyzer.aggregate;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which of some things weighs most. */
final class Most {
  private Most() {}

  /** Of equal ones the first in order, so that a report can be repeated; null of none. */
  static <T extends Comparable<T>> @Nullable T of(Map<T, Double> weights) {
    T most = null;
    double weight = 0;
    for (Map.Entry<T, Double> each : weights.entrySet()) {
      boolean first = most == null || each.getKey().compareTo(most) < 0;
      if (each.getValue() > weight || each.getValue() == weight && first) {
        most = each.getKey();
        weight = each.getValue();
      }
    }
    return most;
  }
}
