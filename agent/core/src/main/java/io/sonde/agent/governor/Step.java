package io.sonde.agent.governor;

/**
 * One turn of a dial; costs are of all probes, in ns of CPU time per second.
 *
 * @param method its number, -1 for events
 */
record Step(
    int method,
    String from,
    String to,
    Reason reason,
    double perSecond,
    double costBefore,
    double costAfter,
    double budget) {
  enum Reason {
    OVER_BUDGET("over budget"),
    ROOM_AGAIN("room again");

    private final String words;

    Reason(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }
}
