package io.sonde.agent.governor;

/**
 * Hysteresis: a step up needs room for some looks on end, and one that turns out to be too early
 * makes the next one wait twice as long.
 */
final class StepUpPatience {
  /** Looks, so seconds, with room before a step up; our choice. */
  static final int LEAST_LOOKS = 5;

  /** Most of them after steps up that did not last; our choice. */
  static final int MOST_LOOKS = 300;

  /** A step down within so many looks after a step up took that step back. */
  static final int TOO_EARLY_LOOKS = 60;

  private int needed = LEAST_LOOKS;
  private int quiet;
  private long sinceStepUp = Long.MAX_VALUE / 2;

  /**
   * @param room whether the next step up would fit at present
   * @return whether to take it now
   */
  boolean look(boolean room) {
    sinceStepUp++;
    if (sinceStepUp == MOST_LOOKS) {
      needed = LEAST_LOOKS;
    }
    quiet = room ? quiet + 1 : 0;
    return quiet >= needed;
  }

  void steppedUp() {
    quiet = 0;
    sinceStepUp = 0;
  }

  void steppedDown() {
    quiet = 0;
    if (sinceStepUp <= TOO_EARLY_LOOKS) {
      needed = Math.min(MOST_LOOKS, 2 * needed);
      sinceStepUp = Long.MAX_VALUE / 2;
    }
  }
}
