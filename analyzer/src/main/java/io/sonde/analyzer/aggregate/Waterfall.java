package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Request;
import io.sonde.analyzer.model.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request moment by moment: what each thread that worked for it waited for, and when the
 * collector stopped them all. Times of lanes and bars are nanoseconds after the request's start.
 *
 * @param lanes the entry thread first, then those that ran tasks, by the time that they began
 * @param pauses of the collector within the request
 * @param omitted short bars that were left out
 */
public record Waterfall(
    Route route, Request request, List<Lane> lanes, List<Bar> pauses, int omitted) {
  /**
   * @param work when it worked for the request; there, what no bar explains ran or was ready to
   * @param bars what it waited for
   */
  public record Lane(String thread, List<Bar> work, List<Bar> bars) {}

  /**
   * @param part null of work
   * @param label statement, call, lock's class or the application's code that waited; empty where
   *     nothing of that is known
   */
  public record Bar(@Nullable Part part, long from, long to, String label) {
    public long nanos() {
      return to - from;
    }
  }
}
