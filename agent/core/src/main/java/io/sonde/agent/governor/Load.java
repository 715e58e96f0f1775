package io.sonde.agent.governor;

/**
 * Calls per second between two looks.
 *
 * @param methods by number
 * @param readingNanos CPU time of a second that looking at the counters takes
 */
record Load(
    double[] methods, double requests, double statements, double events, double readingNanos) {
  static final Load NONE = new Load(new double[0], 0, 0, 0, 0);

  double ofMethod(int method) {
    return method < methods.length ? methods[method] : 0;
  }
}
