package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.GarbageCollection;
import io.sonde.analyzer.model.HeapReading;
import io.sonde.analyzer.model.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stayed reachable over time: the lower envelope of the heap after collections. After a young
 * collection the heap still holds dead old objects, so where old, mixed or full collections ran all
 * along, the least reading from one to the next is a point; otherwise the least reading of each
 * window is one, which may still rise with garbage alone. Old collections that ran while the
 * service started, and none since, say nothing about what followed: the windows then begin after
 * the last of them. Where some ran since, but too few for a series, the windows begin with the end
 * of the start, and these can confirm what they show.
 *
 * @param points in order of time
 * @param oldPoints least reading from each old collection to the next; of a concurrent one at the
 *     end, which no reading follows as those of others are followed, the lesser of its own and the
 *     one before it
 * @param fromOld true when {@code points} are those
 * @param fromNanos first reading after any collection, nanoseconds since the epoch
 * @param toNanos last reading after any collection
 * @param lastBytes what that one found in the heap: no less than was reachable
 * @param startedByNanos end of the service's start where the recording holds it, else {@link
 *     #NEVER}
 * @param checkedNanos start of the last old collection: what was allocated later may be garbage;
 *     {@link #NEVER} without one
 */
public record LiveSet(
    List<Point> points,
    List<Point> oldPoints,
    boolean fromOld,
    long fromNanos,
    long toNanos,
    double lastBytes,
    long startedByNanos,
    long checkedNanos) {
  public static final long NEVER = Long.MIN_VALUE;

  /** Old collections from which they alone make the series: fewer have no interval. */
  static final int MIN_OLD_POINTS = 6;

  /** Part of the observed time that the old collections must span to speak for all of it. */
  private static final double LEAST_SPAN_RATIO = 0.5;

  /** Share of the observed time, at its end, in which an old collection must have run. */
  private static final double RECENT_RATIO = 0.25;

  /** A recording that begins this close to its JVM holds the service's start; our choice. */
  private static final long AT_START_NANOS = 10_000_000_000L;

  /** More points than this are merged by windows: pairs grow with the square. */
  static final int MAX_POINTS = 40;

  /** Collections in a window whose least reading counts, so that the envelope is a lower one. */
  private static final int READINGS_PER_WINDOW = 3;

  /**
   * @param timeNanos nanoseconds since the epoch
   */
  public record Point(long timeNanos, double bytes) {}

  public static LiveSet of(Recording recording) {
    Map<Integer, GarbageCollection> byId = GcCost.byId(recording);
    List<Point> all = new ArrayList<>();
    OldPoints oldPoints = new OldPoints();
    long checked = NEVER;
    for (HeapReading reading : recording.heap()) {
      if (!reading.afterCollection() || reading.usedBytes() < 0) {
        continue;
      }
      Point point = new Point(reading.timeNanos(), reading.usedBytes());
      all.add(point);
      GarbageCollection of = byId.get(reading.gcId());
      if (of != null && CollectionKind.isOld(of)) {
        oldPoints.begin(point, of);
        checked = Math.max(checked, of.startNanos());
      } else {
        oldPoints.follow(point);
      }
    }
    List<Point> old = oldPoints.whole();
    boolean speak = !old.isEmpty() && speaksForAll(old, all);
    List<Point> sinceStart = sinceStart(recording, all, old);
    boolean fromOld = speak && old.size() >= MIN_OLD_POINTS && sinceStart.isEmpty();
    // A few that are spread over the time can confirm what the windows of all of it show.
    List<Point> series =
        fromOld
            ? envelope(old, MAX_POINTS)
            : speak && !sinceStart.isEmpty() ? sinceStart : youngSeries(all, old, speak);
    long from = all.isEmpty() ? 0 : all.get(0).timeNanos();
    long to = all.isEmpty() ? 0 : all.get(all.size() - 1).timeNanos();
    double last = all.isEmpty() ? 0 : all.get(all.size() - 1).bytes();
    return new LiveSet(
        series, List.copyOf(old), fromOld, from, to, last, startedBy(recording), checked);
  }

  /**
   * Windows of all collections since the service's start, where most old ones belong to the start:
   * the few others tell no trend, but can confirm one. Empty where there is no need for them, or
   * too few collections for them.
   */
  private static List<Point> sinceStart(Recording recording, List<Point> all, List<Point> old) {
    long started = startedBy(recording);
    long oldSince = old.stream().filter(point -> point.timeNanos() >= started).count();
    List<Point> since = all.stream().filter(point -> point.timeNanos() >= started).toList();
    return started == NEVER
            || old.size() < MIN_OLD_POINTS
            || oldSince >= MIN_OLD_POINTS
            || since.size() < READINGS_PER_WINDOW * MIN_OLD_POINTS
        ? List.of()
        : envelope(since, windows(since.size()));
  }

  /**
   * The same of a gauge whose every reading holds nothing but what lives: of more readings than
   * {@link #MAX_POINTS} the least of each window counts. {@link #points} then are in the gauge's
   * unit.
   *
   * @param readings in order of time
   */
  public static LiveSet ofReadings(Recording recording, List<Point> readings) {
    Point first = readings.isEmpty() ? new Point(0, 0) : readings.get(0);
    Point last = readings.isEmpty() ? first : readings.get(readings.size() - 1);
    return new LiveSet(
        envelope(readings, MAX_POINTS),
        List.of(),
        true,
        first.timeNanos(),
        last.timeNanos(),
        last.bytes(),
        startedBy(recording),
        NEVER);
  }

  /** The least reading from each old collection to the next. */
  private static final class OldPoints {
    private final List<Point> points = new ArrayList<>();
    private @Nullable GarbageCollection last;
    private @Nullable Point latest;
    private @Nullable Point beforeLast;
    private boolean followed;
    private boolean othersFollowed;

    private void begin(Point own, GarbageCollection collection) {
      points.add(own);
      beforeLast = latest;
      latest = own;
      last = collection;
      othersFollowed |= followed;
      followed = false;
    }

    private void follow(Point point) {
      latest = point;
      if (last != null) {
        followed = true;
        if (point.bytes() < newest().bytes()) {
          points.set(points.size() - 1, point);
        }
      }
    }

    private Point newest() {
      return points.get(points.size() - 1);
    }

    /**
     * The application goes on while a concurrent collection runs, whose own reading therefore holds
     * what was allocated meanwhile. Where readings follow the others and none the last, its own
     * would be a step up; what the young collection that began it left is an upper bound, too.
     */
    private List<Point> whole() {
      if (last != null
          && beforeLast != null
          && othersFollowed
          && !followed
          && !CollectionKind.isFull(last)) {
        double bytes = Math.min(newest().bytes(), beforeLast.bytes());
        points.set(points.size() - 1, new Point(newest().timeNanos(), bytes));
      }
      return points;
    }
  }

  private static long startedBy(Recording recording) {
    long sinceStart = recording.startNanos() - recording.jvm().startNanos();
    return Math.abs(sinceStart) <= AT_START_NANOS
        ? recording.startNanos() + SteadySamples.startUpNanos(recording)
        : NEVER;
  }

  private static boolean speaksForAll(List<Point> old, List<Point> all) {
    double last = nanos(all, all.size() - 1);
    double span = last - nanos(all, 0);
    double oldest = nanos(old, 0);
    double newest = nanos(old, old.size() - 1);
    return newest - oldest >= LEAST_SPAN_RATIO * span && newest >= last - RECENT_RATIO * span;
  }

  private static double nanos(List<Point> points, int index) {
    return points.get(index).timeNanos();
  }

  private static List<Point> youngSeries(List<Point> all, List<Point> old, boolean speak) {
    long from = old.isEmpty() ? Long.MIN_VALUE : old.get(old.size() - 1).timeNanos();
    List<Point> since = all.stream().filter(point -> point.timeNanos() >= from).toList();
    boolean enough = !speak && since.size() >= READINGS_PER_WINDOW * MIN_OLD_POINTS;
    List<Point> readings = enough ? since : all;
    return envelope(readings, windows(readings.size()));
  }

  public double spanSeconds() {
    return points.size() < 2
        ? 0
        : (points.get(points.size() - 1).timeNanos() - points.get(0).timeNanos()) / 1e9;
  }

  private static int windows(int readings) {
    return Math.max(1, Math.min(MAX_POINTS, readings / READINGS_PER_WINDOW));
  }

  /** The least reading of each of so many windows of equal length; empty windows have none. */
  private static List<Point> envelope(List<Point> readings, int windows) {
    if (readings.size() <= windows) {
      return List.copyOf(readings);
    }
    long first = readings.get(0).timeNanos();
    double length = (readings.get(readings.size() - 1).timeNanos() - first + 1.0) / windows;
    List<Point> result = new ArrayList<>();
    int current = -1;
    for (Point reading : readings) {
      int window = (int) ((reading.timeNanos() - first) / length);
      if (window != current) {
        result.add(reading);
        current = window;
      } else if (reading.bytes() < result.get(result.size() - 1).bytes()) {
        result.set(result.size() - 1, reading);
      }
    }
    return List.copyOf(result);
  }
}
