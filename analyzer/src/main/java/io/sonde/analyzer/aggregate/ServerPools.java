package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.GaugeSeries;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RequestTable;
import java.util.ArrayList;
import java.util.List;

/**
 * Servers' worker pools that were full while requests waited for a thread. That wait comes before
 * the request begins, so it is in no request's time: Little's law gives it from readings of the
 * queue.
 */
public final class ServerPools {
  private ServerPools() {}

  /**
   * One worker pool, full in the stretch from the first reading of it being so to the last.
   *
   * @param limit threads
   * @param readings in the stretch
   * @param fullReadings all threads at work and requests queued
   * @param waiting requests in the queue on average, in the stretch
   * @param mostWaiting at one reading
   * @param waitingShare share (0 to 1) of users' time in the queue in the stretch: of those queued
   *     and those being served
   * @param impact the same over the whole recording
   * @param doing what entry threads did in requests of the stretch
   */
  public record Full(
      String name,
      double limit,
      int readings,
      int fullReadings,
      double waiting,
      double mostWaiting,
      double waitingShare,
      double impact,
      long fromNanos,
      long toNanos,
      ThreadActivity.Sum doing) {}

  /** Those that were full at a reading after start-up. */
  public static List<Full> of(Recording recording, ThreadActivity activity) {
    List<Full> full = new ArrayList<>();
    for (GaugeSeries queued : recording.gauges().of(Gauge.EXECUTOR_QUEUED)) {
      GaugeSeries active = recording.gauges().of(Gauge.EXECUTOR_ACTIVE, queued.label());
      GaugeSeries limit = recording.gauges().of(Gauge.EXECUTOR_LIMIT, queued.label());
      if (active.size() == queued.size() && limit.size() == queued.size()) {
        add(recording, activity, queued, active, limit, full);
      }
    }
    return full;
  }

  private static void add(
      Recording recording,
      ThreadActivity activity,
      GaugeSeries queued,
      GaugeSeries active,
      GaugeSeries limit,
      List<Full> full) {
    long startUpEnd = StartUp.endNanos(recording);
    int first = -1;
    int last = -1;
    int fullReadings = 0;
    double allWaiting = 0;
    double allActive = 0;
    for (int i = 0; i < queued.size(); i++) {
      boolean isFull = isFull(queued.values()[i], active.values()[i], limit.values()[i]);
      if (isFull && queued.timeNanos()[i] >= startUpEnd) {
        first = first < 0 ? i : first;
        last = i;
        fullReadings++;
      }
      allWaiting += queued.values()[i];
      allActive += active.values()[i];
    }
    if (first < 0) {
      return;
    }
    double waiting = 0;
    double busy = 0;
    double most = 0;
    for (int i = first; i <= last; i++) {
      waiting += queued.values()[i];
      busy += active.values()[i];
      most = Math.max(most, queued.values()[i]);
    }
    int readings = last + 1 - first;
    long from = first == 0 ? recording.startNanos() : queued.timeNanos()[first - 1];
    long to = queued.timeNanos()[last];
    full.add(
        new Full(
            queued.label(),
            limit.values()[last],
            readings,
            fullReadings,
            waiting / readings,
            most,
            waiting / (waiting + busy),
            allWaiting / (allWaiting + allActive),
            from,
            to,
            served(recording, activity, from, to)));
  }

  /** All threads at work and requests queued. */
  static boolean isFull(double queued, double active, double limit) {
    return queued > 0 && limit > 0 && active >= limit;
  }

  private static ThreadActivity.Sum served(
      Recording recording, ThreadActivity activity, long from, long to) {
    ThreadActivity.Sum doing = activity.sum();
    RequestTable table = recording.requests().table();
    for (int row = 0; row < table.size() && table.startNanos(row) < to; row++) {
      long start = table.startNanos(row);
      if (start >= from) {
        long end = start + table.get(row).entryNanos();
        doing.add(table.entryThread(row), start, end, table.weight(row));
      }
    }
    return doing;
  }
}
