package io.sonde.agent.governor;

import io.sonde.bootstrap.TimingMode;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Timing of one method: as configured, one call in N, none; each call is counted at all levels. */
final class MethodDial extends Dial {
  /**
   * Calls between two timed ones. At 64 the clock's two readings, 50 ns and more, cost about a
   * nanosecond per call, a third of what counting costs; at 1,024 nearly nothing. Our choice.
   */
  private static final int[] STRIDES = {64, 1_024};

  private final int method;
  private final Governed probes;
  private final int[] strides;

  MethodDial(int method, Governed probes) {
    this.method = method;
    this.probes = probes;
    int configured = probes.configuredStride();
    this.strides =
        IntStream.concat(
                IntStream.concat(
                    IntStream.of(configured),
                    Arrays.stream(STRIDES).filter(stride -> stride > configured)),
                IntStream.of(TimingMode.COUNT_ONLY))
            .toArray();
  }

  @Override
  double cost(int atLevel, Load load, ProbeCosts costs) {
    return perSecond(load) * costs.ofCall(strides[atLevel]);
  }

  @Override
  double perSecond(Load load) {
    return load.ofMethod(method);
  }

  @Override
  int last() {
    return strides.length - 1;
  }

  @Override
  String mode(int atLevel) {
    int stride = strides[atLevel];
    if (stride == TimingMode.COUNT_ONLY) {
      return "count only";
    }
    return stride == 1 ? "exact" : "1/" + stride;
  }

  @Override
  void apply(int newLevel) {
    probes.setStride(method, strides[newLevel]);
  }

  @Override
  int method() {
    return method;
  }
}
