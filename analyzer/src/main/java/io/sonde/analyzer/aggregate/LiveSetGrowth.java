package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.aggregate.LiveSet.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a live set grows as a leak does: steadily, and still at the end. Start-up growth must not
 * hide a slow leak, so the whole series is tried first, then its last two thirds. What looks like a
 * cache (growth that slows), like one large structure (growth by a jump) or like noise is no leak.
 *
 * @param shape what the series looks like
 * @param trend of the part judged, without its jump where there is one
 * @param part the points judged
 * @param detectable bytes per second from which a steady leak would have been seen
 */
public record LiveSetGrowth(Shape shape, Trend trend, List<Point> part, double detectable) {
  /** Two-sided 99 % quantile of the normal distribution, Bonferroni for two tries at 98 %. */
  private static final double Z99 = 2.5758;

  /** Two-sided 99.9 % quantile: of all places for a step the one that fits best was chosen. */
  private static final double Z999 = 3.2905;

  /** Points from which a 99 % interval exists; with fewer it is a 95 % interval. */
  private static final int POINTS_FOR_99 = 8;

  public static final int MIN_POINTS = 6;

  /** Span in seconds below which nothing is called a trend; our choice. */
  public static final double MIN_SPAN_SECONDS = 10;

  /**
   * Growth that is worth a word; the larger counts.
   *
   * @param amount in the unit of the series
   * @param ratio share of the last value
   */
  public record Material(double amount, double ratio) {
    /** Of a heap, in bytes; our choice. */
    static final Material OF_HEAP = new Material(256_000, 0.01);

    double least(List<Point> points) {
      return Math.max(amount, ratio * points.get(points.size() - 1).bytes());
    }
  }

  /** Growth must be this many times the noise; three sigma. */
  private static final double MATERIAL_SIGMAS = 3;

  /** Second half over first half: below this the growth has stopped, whatever the noise. */
  private static final double STOPPED_RATIO = 0.3;

  /** Second half over first half: an exponential that is two thirds full has 0.6. */
  private static final double SLOWING_RATIO = 0.7;

  /** Share of the judged time behind its last point from which that time tells; our choice. */
  private static final double TELLING_END_RATIO = 0.125;

  /**
   * Growth of the heap behind the last point over the trend's: a leak has 1 or more; our choice.
   */
  private static final double END_RATIO = 0.5;

  /**
   * Blocks of equal time whose minima must rise one after the other to prove growth where the
   * trend's interval cannot, because the growth is no straight line: by chance they do once in 720
   * times (6 factorial).
   */
  private static final int BLOCKS = 6;

  /** The blocks' rise must be this many times the noise between neighbours; our choice. */
  private static final double BLOCK_SIGMAS = 5;

  /** Share of the growth that makes one step a jump; our choice. */
  private static final double JUMP_RATIO = 0.4;

  /** Readings on either side of a jump that show it. */
  private static final int BESIDE = 3;

  /** What a series looks like. */
  public enum Shape {
    TOO_FEW,
    /** No growth that noise could not make. */
    FLAT,
    /** Grew, but slower and slower: start-up, or a cache that fills. */
    LEVELS_OFF,
    /** Grew, but mostly while the service started, and what follows cannot tell. */
    STARTED,
    /** Grew by a jump: one large structure. */
    JUMP,
    /** Grew, and the readings cannot tell whether by chance. */
    UNCERTAIN,
    LEAK
  }

  public static LiveSetGrowth of(LiveSet live) {
    return of(live, Material.OF_HEAP);
  }

  public static LiveSetGrowth of(LiveSet live, Material material) {
    LiveSetGrowth whole = judge(live.points(), material);
    if (whole.shape == Shape.LEAK) {
      return hasStopped(live, whole)
          ? whole.as(Shape.LEVELS_OFF)
          : live.startedByNanos() == LiveSet.NEVER ? whole : sinceStart(live, whole, material);
    }
    if (whole.shape == Shape.TOO_FEW) {
      return whole;
    }
    // Of the observed time, which may begin before the first old collection.
    LiveSetGrowth late =
        judge(after(live.points(), live.fromNanos(), live.toNanos(), 1.0 / 3), material);
    // Around a jump the whole was judged already: fewer readings would show what noise makes.
    boolean again = whole.shape == Shape.JUMP && jump(late.part, material) != null;
    return late.shape == Shape.LEAK && !again ? late : whole;
  }

  /** What a service's start makes grow is no leak: it must go on afterwards. */
  private static LiveSetGrowth sinceStart(LiveSet live, LiveSetGrowth whole, Material material) {
    List<Point> since =
        live.points().stream().filter(each -> each.timeNanos() >= live.startedByNanos()).toList();
    LiveSetGrowth late = judge(since, material);
    return switch (late.shape) {
      case TOO_FEW, UNCERTAIN -> whole.as(Shape.STARTED);
      case LEAK -> hasStopped(live, late) ? late.as(Shape.LEVELS_OFF) : late;
      default -> late;
    };
  }

  /**
   * Whether the heap has grown much slower since the last point. All that young collections leave
   * is at least what is reachable, so the live set has grown no faster.
   */
  private static boolean hasStopped(LiveSet live, LiveSetGrowth growth) {
    Point last = growth.part.get(growth.part.size() - 1);
    double seconds = (live.toNanos() - last.timeNanos()) / 1e9;
    double most = (live.lastBytes() - last.bytes()) / seconds;
    return seconds >= TELLING_END_RATIO * span(growth.part)
        && most < END_RATIO * growth.trend.slope();
  }

  private LiveSetGrowth as(Shape other) {
    return new LiveSetGrowth(other, trend, part, detectable);
  }

  /** Whether nothing grows any more in the second half of the observed time. */
  public LiveSetGrowth atTheEnd(LiveSet live) {
    return atTheEnd(live, Material.OF_HEAP);
  }

  public LiveSetGrowth atTheEnd(LiveSet live, Material material) {
    return judge(after(live.points(), live.fromNanos(), live.toNanos(), 0.5), material);
  }

  private static LiveSetGrowth judge(List<Point> points, Material material) {
    double span = span(points);
    Trend trend = trend(points);
    if (points.size() < MIN_POINTS || span < MIN_SPAN_SECONDS) {
      return new LiveSetGrowth(Shape.TOO_FEW, trend, points, Double.POSITIVE_INFINITY);
    }
    Jump jump = jump(points, material);
    if (jump != null) {
      List<Point> level = jump.without(points);
      boolean leaks =
          jump(level, material) == null
              && strictTrend(points, jump.at).low() > 0
              && shape(level, jump.rest, material) == Shape.LEAK
              && growsBefore(points.subList(0, jump.at), jump.rest);
      return leaks
          ? new LiveSetGrowth(Shape.LEAK, jump.rest, points, detectable(level, jump.rest, material))
          : new LiveSetGrowth(Shape.JUMP, trend, points, detectable(level, jump.rest, material));
    }
    return new LiveSetGrowth(
        shape(points, trend, material), trend, points, detectable(points, trend, material));
  }

  private static Shape shape(List<Point> points, Trend trend, Material material) {
    boolean rise = blocksRise(points, material);
    if (trend.slope() * span(points)
            < Math.max(material.least(points), MATERIAL_SIGMAS * trend.noise())
        && !rise) {
      return Double.isFinite(trend.low()) || range(points) < material.least(points)
          ? Shape.FLAT
          : Shape.UNCERTAIN;
    }
    boolean significant = trend.low() > 0 || rise;
    if (!significant && Double.isFinite(trend.low())) {
      return Shape.FLAT;
    }
    if (levelsOff(points, trend)) {
      return Shape.LEVELS_OFF;
    }
    return significant ? Shape.LEAK : Shape.UNCERTAIN;
  }

  private static double range(List<Point> points) {
    var bytes = points.stream().mapToDouble(Point::bytes).summaryStatistics();
    return bytes.getMax() - bytes.getMin();
  }

  private static double detectable(List<Point> points, Trend trend, Material material) {
    double halfWidth = (trend.high() - trend.low()) / 2;
    double least = Math.max(material.least(points), MATERIAL_SIGMAS * trend.noise()) / span(points);
    return Double.isFinite(halfWidth) ? Math.max(halfWidth, least) : least;
  }

  private static boolean blocksRise(List<Point> points, Material material) {
    double first = points.get(0).timeNanos();
    double length = (points.get(points.size() - 1).timeNanos() - first + 1) / BLOCKS;
    double[] minima = new double[BLOCKS];
    Arrays.fill(minima, Double.POSITIVE_INFINITY);
    for (Point point : points) {
      int block = (int) ((point.timeNanos() - first) / length);
      minima[block] = Math.min(minima[block], point.bytes());
    }
    for (int i = 1; i < BLOCKS; i++) {
      if (!(minima[i] > minima[i - 1]) || Double.isInfinite(minima[i])) {
        return false;
      }
    }
    double rise = minima[BLOCKS - 1] - minima[0];
    return rise
        >= Math.max(
            material.least(points), BLOCK_SIGMAS * Trend.noiseBetweenNeighbours(bytes(points)));
  }

  /**
   * Whether what comes before a jump grows, too, as a leak does that the jump only hides; true
   * where too little of it is there to tell. That it still grows behind the jump is asked of all
   * leaks.
   */
  private static boolean growsBefore(List<Point> before, Trend whole) {
    return before.size() < MIN_POINTS || trend(before).slope() >= STOPPED_RATIO * whole.slope();
  }

  /**
   * The step that explains the series best beside its slope, or null when none is much of the
   * growth. Both sides' levels come from all their points, for the step between two readings is
   * mostly noise; but it must be there: growth that only slows down is no jump.
   */
  private static @Nullable Jump jump(List<Point> points, Material material) {
    double[] seconds = seconds(points);
    double[] bytes = bytes(points);
    Jump best = null;
    for (int at = 1; at < points.size(); at++) {
      Trend rest = trend(points, at);
      double height = Trend.step(seconds, bytes, at, rest.slope());
      if (height > 0 && (best == null || rest.deviation() < best.rest.deviation())) {
        best = new Jump(at, rest, height);
      }
    }
    return best != null && best.isMuchOf(points, material) && best.isSharp(points) ? best : null;
  }

  /**
   * A step from one level to another.
   *
   * @param at index of the first point behind it
   * @param rest what both sides have in common
   * @param height in bytes
   */
  private record Jump(int at, Trend rest, double height) {
    private boolean isMuchOf(List<Point> points, Material material) {
      double growth = Math.max(0, rest.slope()) * span(points) + height;
      return height >= JUMP_RATIO * growth
          && height >= Math.max(material.least(points), MATERIAL_SIGMAS * rest.noise());
    }

    /** Half of the step happens between the readings beside it. */
    private boolean isSharp(List<Point> points) {
      int from = Math.max(0, at - BESIDE);
      List<Point> beside = points.subList(from, Math.min(points.size(), at + BESIDE));
      double step = Trend.step(seconds(beside), bytes(beside), at - from, rest.slope());
      return step >= height / 2;
    }

    private List<Point> without(List<Point> points) {
      List<Point> result = new ArrayList<>(points.subList(0, at));
      for (Point point : points.subList(at, points.size())) {
        result.add(new Point(point.timeNanos(), point.bytes() - height));
      }
      return result;
    }
  }

  private static boolean levelsOff(List<Point> points, Trend whole) {
    List<Point> secondPart = after(points, 0.5);
    List<Point> firstPart = points.subList(0, points.size() - secondPart.size());
    Trend first = trend(firstPart);
    Trend second = trend(secondPart);
    double error =
        Math.hypot(first.standardError(span(firstPart)), second.standardError(span(secondPart)));
    boolean slower =
        second.slope() < SLOWING_RATIO * first.slope() && first.slope() - second.slope() > error;
    if (slower || second.slope() < STOPPED_RATIO * first.slope()) {
      return true;
    }
    List<Point> end = after(points, 0.75);
    return end.size() >= 4
        && trend(end).slope() < STOPPED_RATIO * whole.slope()
        && whole.noise() < whole.slope() * span(end);
  }

  private static List<Point> after(List<Point> points, double share) {
    if (points.isEmpty()) {
      return points;
    }
    return after(
        points, points.get(0).timeNanos(), points.get(points.size() - 1).timeNanos(), share);
  }

  private static List<Point> after(List<Point> points, long first, long last, double share) {
    double from = first + share * (last - first);
    return points.stream().filter(point -> point.timeNanos() >= from).toList();
  }

  private static Trend trend(List<Point> points) {
    return trend(points, points.size());
  }

  private static Trend strictTrend(List<Point> points, int jump) {
    return Trend.of(seconds(points), bytes(points), jump, Z999);
  }

  private static Trend trend(List<Point> points, int jump) {
    double z = points.size() < POINTS_FOR_99 ? Proportion.Z95 : Z99;
    return Trend.of(seconds(points), bytes(points), jump, z);
  }

  private static double[] seconds(List<Point> points) {
    return points.stream()
        .mapToDouble(point -> (point.timeNanos() - points.get(0).timeNanos()) / 1e9)
        .toArray();
  }

  private static double[] bytes(List<Point> points) {
    return points.stream().mapToDouble(Point::bytes).toArray();
  }

  /** Confidence of the trend's interval, for printing. */
  public String confidence() {
    return part.size() < POINTS_FOR_99 ? "95 %" : "99 %";
  }

  private static double span(List<Point> points) {
    return points.size() < 2
        ? 0
        : (points.get(points.size() - 1).timeNanos() - points.get(0).timeNanos()) / 1e9;
  }
}
