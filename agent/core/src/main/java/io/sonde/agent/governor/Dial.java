package io.sonde.agent.governor;

/** A probe that can be turned down in levels: 0 is as configured, each further one is cheaper. */
abstract class Dial {
  /** In place of a method's number. */
  static final int NO_METHOD = -1;

  private int level;
  private int measuredLevel;

  /** What its cost is, in ns of CPU time per second, at a level and at the load of now. */
  abstract double cost(int atLevel, Load load, ProbeCosts costs);

  /** Calls or events per second. */
  abstract double perSecond(Load load);

  /** The deepest level. */
  abstract int last();

  /** A level in words. */
  abstract String mode(int atLevel);

  abstract void apply(int newLevel);

  /** The method's number; -1 where it is no method's. */
  abstract int method();

  /** The load that is handed in from now on was measured at the level of now. */
  final void beginLook() {
    measuredLevel = level;
  }

  final int measuredLevel() {
    return measuredLevel;
  }

  final int level() {
    return level;
  }

  final void turn(int newLevel) {
    level = newLevel;
    apply(newLevel);
  }

  final boolean isTurnedDown() {
    return level > 0;
  }

  final double cost(Load load, ProbeCosts costs) {
    return cost(level, load, costs);
  }

  /** What turning it down as far as it goes would save. */
  final double saving(Load load, ProbeCosts costs) {
    return cost(load, costs) - cost(last(), load, costs);
  }

  /** What one level up would cost more. */
  final double costOfStepUp(Load load, ProbeCosts costs) {
    return cost(level - 1, load, costs) - cost(load, costs);
  }
}
