package io.sonde.analyzer.aggregate;

/**
 * Arithmetic of a queue with several servers (M/M/c): callers come at random, one after the other,
 * and are served in turn. Erlang 1917; A. Allen, Probability, Statistics and Queueing Theory, 1990.
 * Load is in erlangs: arrivals per second × mean time of service in seconds, which by Little's law
 * (1961) is the mean number of servers in use.
 */
public final class Queueing {
  private Queueing() {}

  /** Erlang C: the share (0 to 1) of callers who wait at all; 1 where the load is too much. */
  public static double waiting(int servers, double load) {
    if (load >= servers) {
      return 1;
    }
    double blocked = 1;
    for (int k = 1; k <= servers; k++) {
      blocked = load * blocked / (k + load * blocked);
    }
    return blocked / (1 - load / servers * (1 - blocked));
  }

  /** Mean wait as a multiple of the mean time of service; infinite where the load is too much. */
  public static double waitPerService(int servers, double load) {
    return load >= servers ? Double.POSITIVE_INFINITY : waiting(servers, load) / (servers - load);
  }

  /** Fewest servers with which callers wait at most this multiple of a service on average. */
  public static int serversFor(double load, double waitPerService) {
    int servers = Math.max(1, (int) Math.floor(load) + 1);
    while (waitPerService(servers, load) > waitPerService) {
      servers++;
    }
    return servers;
  }
}
