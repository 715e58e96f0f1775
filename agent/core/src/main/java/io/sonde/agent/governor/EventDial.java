package io.sonde.agent.governor;

/**
 * How many events of requests and SQL are written: their caps per second are divided. Requests that
 * are slow or failed are always written, and counts and histograms of routes stay exact.
 */
final class EventDial extends Dial {
  /** What the caps are divided by; our choice. */
  private static final int[] DIVISORS = {1, 4, 16, 64};

  private final Governed probes;

  EventDial(Governed probes) {
    this.probes = probes;
  }

  /** Going up it is what there would be at most: there may be fewer requests than the cap. */
  @Override
  double cost(int atLevel, Load load, ProbeCosts costs) {
    return load.events() * DIVISORS[measuredLevel()] / DIVISORS[atLevel] * costs.event();
  }

  @Override
  double perSecond(Load load) {
    return load.events();
  }

  @Override
  int last() {
    return DIVISORS.length - 1;
  }

  @Override
  String mode(int atLevel) {
    return atLevel == 0 ? "as configured" : "caps / " + DIVISORS[atLevel];
  }

  @Override
  void apply(int newLevel) {
    probes.writeOneIn(DIVISORS[newLevel]);
  }

  @Override
  int method() {
    return NO_METHOD;
  }
}
