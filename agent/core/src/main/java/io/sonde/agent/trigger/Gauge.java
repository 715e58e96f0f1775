package io.sonde.agent.trigger;

import java.util.OptionalDouble;

/** What one condition measures. Asked once a second, by one thread. */
interface Gauge {
  /**
   * @param now of System.nanoTime
   * @return in the measure's unit; empty where too little is known to say
   */
  OptionalDouble look(long now);
}
