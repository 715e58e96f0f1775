package io.sonde.analyzer.rule.memory;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** Courses of a quantity over the share (0 to 1) of a recording: from 0 to about 1. */
final class GrowthShapes {
  private GrowthShapes() {}

  /** What healthy services do. */
  static Map<String, DoubleUnaryOperator> healthy() {
    Map<String, DoubleUnaryOperator> shapes = new LinkedHashMap<>();
    shapes.put("flat", t -> 0.5);
    shapes.put("fills exponentially, early", t -> 1 - Math.exp(-10 * t));
    shapes.put("fills exponentially, late", t -> 1 - Math.exp(-4 * t));
    shapes.put("fills to a bound at a third", t -> Math.min(1, 3 * t));
    shapes.put("fills to a bound at two thirds", t -> Math.min(1, 1.5 * t));
    shapes.put("one step early", t -> t < 0.2 ? 0 : 1);
    shapes.put("one step late", t -> t < 0.8 ? 0 : 1);
    shapes.put("comes and goes", t -> 0.5 + 0.3 * Math.sin(3 * Math.PI * t));
    shapes.put("saw", t -> 0.3 + 0.5 * (8 * t % 1));
    shapes.put("shrinks", t -> 1 - t);
    return shapes;
  }

  /** What leaks do. */
  static Map<String, DoubleUnaryOperator> leaking() {
    Map<String, DoubleUnaryOperator> shapes = new LinkedHashMap<>();
    shapes.put("steady", t -> t);
    shapes.put("steady after start-up", t -> 0.5 * Math.min(1, 10 * t) + 0.5 * t);
    shapes.put("with load that swings", t -> t + 0.03 * Math.sin(12 * Math.PI * t));
    return shapes;
  }

  /** A value at each reading, with noise that resembles its neighbours. */
  static DoubleUnaryOperator noisy(
      DoubleUnaryOperator shape,
      double seconds,
      double base,
      double height,
      double noise,
      long seed) {
    Random random = new Random(seed);
    double[] last = {0};
    return at -> {
      last[0] = 0.5 * last[0] + noise * random.nextGaussian();
      return Math.max(0, Math.rint(base + height * shape.applyAsDouble(at / seconds) + last[0]));
    };
  }
}
