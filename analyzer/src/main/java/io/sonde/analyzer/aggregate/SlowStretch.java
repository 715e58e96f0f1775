package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.IntArrayList;
import io.sonde.analyzer.aggregate.Stretch.Signal;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RequestTable;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A stretch in which users' requests took longer, and what they waited for in it.
 *
 * @param comparison of requests that began in it with ordinary ones of the same routes
 * @param warming whether the JVM was making its code ready then, so that it passes by itself
 */
public record SlowStretch(Stretch stretch, SlowComparison comparison, boolean warming) {
  /** As many of either tell the mean as well as all do, and cost no time. Our choice. */
  private static final int MOST_COMPARED = 2_000;

  /** The worst one; null where there is none. */
  static @Nullable SlowStretch of(Recording recording, SlowRequests requests) {
    Stretch worst =
        Stretches.of(recording).of(Signal.LATENCY).stream()
            .max(Comparator.comparingDouble(Stretch::factor))
            .orElse(null);
    if (worst == null) {
      return null;
    }
    RequestTable table = recording.requests().table();
    boolean[] concerned = new boolean[recording.requests().routes().size()];
    IntArrayList inside = new IntArrayList();
    for (int i = 0; i < table.size(); i++) {
      if (isUsers(recording, i) && isIn(worst, table.startNanos(i))) {
        inside.add(i);
        concerned[table.route(i)] = true;
      }
    }
    IntArrayList outside = new IntArrayList();
    for (int i = 0; i < table.size(); i++) {
      if (concerned[table.route(i)] && !isIn(worst, table.startNanos(i))) {
        outside.add(i);
      }
    }
    return inside.isEmpty() || outside.isEmpty()
        ? null
        : new SlowStretch(
            worst,
            requests.compare(some(inside), some(outside), false),
            WarmingCode.share(recording, worst.fromNanos(), worst.toNanos()) >= WarmingCode.RATIO);
  }

  private static boolean isUsers(Recording recording, int request) {
    int route = recording.requests().table().route(request);
    return !recording.requests().routes().get(route).isBackground();
  }

  private static boolean isIn(Stretch stretch, long timeNanos) {
    return timeNanos >= stretch.fromNanos() && timeNanos < stretch.toNanos();
  }

  /** Evenly over time. */
  private static int[] some(IntArrayList rows) {
    int every = (rows.size() + MOST_COMPARED - 1) / MOST_COMPARED;
    int[] some = new int[(rows.size() + every - 1) / every];
    for (int i = 0; i < some.length; i++) {
      some[i] = rows.get(i * every);
    }
    return some;
  }
}
