package io.sonde.agent.governor;

/** The probes' counters, which only grow, and their switches; simulated in tests. */
interface Governed {
  /** Calls of each method by its number. */
  long[] methodCalls();

  long requests();

  /** SQL statements, within requests and outside. */
  long statements();

  /** Events of requests and SQL written. */
  long events();

  /** How a method is timed unless it is turned down. */
  int configuredStride();

  void setStride(int method, int stride);

  /** Divides the caps of events per second. */
  void writeOneIn(int divisor);
}
