package io.sonde.analyzer.rule.memory;

import io.sonde.analyzer.aggregate.LiveSet;
import io.sonde.analyzer.aggregate.LiveSet.Point;
import io.sonde.analyzer.aggregate.LiveSetGrowth;
import io.sonde.analyzer.aggregate.Trend;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.model.GaugeSeries;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether something that is read from time to time grows without end: judged as heap-leak judges
 * the live set.
 *
 * @param readings all, in order of time
 * @param flatAtTheEnd whether nothing grows any more in the second half
 */
record SeriesGrowth(
    Recording recording,
    List<Point> readings,
    LiveSet live,
    LiveSetGrowth growth,
    boolean flatAtTheEnd) {
  static SeriesGrowth of(
      Recording recording, List<Point> readings, LiveSetGrowth.Material material) {
    LiveSet live = LiveSet.ofReadings(recording, readings);
    LiveSetGrowth growth = LiveSetGrowth.of(live, material);
    boolean flat = growth.atTheEnd(live, material).shape() == LiveSetGrowth.Shape.FLAT;
    return new SeriesGrowth(recording, readings, live, growth, flat);
  }

  static SeriesGrowth of(Recording recording, GaugeSeries series, LiveSetGrowth.Material material) {
    return of(recording, points(series), material);
  }

  static List<Point> points(GaugeSeries series) {
    List<Point> points = new ArrayList<>(series.size());
    for (int i = 0; i < series.size(); i++) {
      points.add(new Point(series.timeNanos()[i], series.values()[i]));
    }
    return points;
  }

  boolean leaks() {
    return growth.shape() == LiveSetGrowth.Shape.LEAK;
  }

  /** Growth per second, in the series' unit. */
  double slope() {
    return growth.trend().slope();
  }

  double first() {
    return growth.part().get(0).bytes();
  }

  /** NaN without readings. */
  double last() {
    return readings.isEmpty() ? Double.NaN : readings.get(readings.size() - 1).bytes();
  }

  /** Start of the judged time. */
  long fromNanos() {
    return growth.part().get(0).timeNanos();
  }

  /** Nanoseconds until the series reaches a limit; infinite where it does not grow. */
  double nanosUntil(double limit) {
    return slope() <= 0 ? Double.POSITIVE_INFINITY : Math.max(0, limit - last()) / slope() * 1e9;
  }

  /**
   * What a rule answers of a series that does not leak.
   *
   * @param what the series in plain words, as it begins a sentence
   */
  RuleResult notLeaking(String id, String what, Unit unit, Unit rateUnit) {
    String readingsOfIt =
        live.points().size() + " readings within " + Formats.nanos(live.spanSeconds() * 1e9);
    boolean unclear =
        growth.shape() == LiveSetGrowth.Shape.STARTED
            || growth.shape() == LiveSetGrowth.Shape.UNCERTAIN;
    if (unclear && flatAtTheEnd) {
      return new RuleResult.Ok(id, inWords(what, unit, rateUnit));
    }
    return switch (growth.shape()) {
      case TOO_FEW ->
          new RuleResult.NotApplicable(
              id,
              what
                  + ": only "
                  + readingsOfIt
                  + "; at least "
                  + LiveSetGrowth.MIN_POINTS
                  + " within "
                  + Formats.nanos(LiveSetGrowth.MIN_SPAN_SECONDS * 1e9)
                  + " are needed. Record for longer.");
      case STARTED ->
          new RuleResult.NotApplicable(
              id,
              what
                  + " grew while the service started, and what was recorded since cannot tell"
                  + " whether it goes on. Record for longer.");
      case UNCERTAIN ->
          new RuleResult.NotApplicable(
              id,
              what
                  + " grew, but "
                  + readingsOfIt
                  + " swing too slowly to tell whether it goes on. Record for longer.");
      default -> new RuleResult.Ok(id, inWords(what, unit, rateUnit));
    };
  }

  /** Of a series that does not leak. */
  String inWords(String what, Unit unit, Unit rateUnit) {
    String course =
        switch (growth.shape()) {
          case JUMP -> " grew by a jump and not on";
          case LEVELS_OFF, STARTED, UNCERTAIN -> " grew and levels off";
          default -> " does not grow beyond its noise";
        };
    return what
        + course
        + ": "
        + Formats.format(slope(), rateUnit)
        + " over "
        + Formats.nanos(live.spanSeconds() * 1e9)
        + ", at last "
        + Formats.format(last(), unit)
        + (growth.shape() == LiveSetGrowth.Shape.FLAT && Double.isFinite(growth.detectable())
            ? "; a steady growth of "
                + Formats.format(growth.detectable(), rateUnit)
                + " would have been seen."
            : ".");
  }

  /**
   * The numbers that prove a leak.
   *
   * @param what the series in plain words
   */
  List<Evidence> evidence(String what, Unit unit, Unit rateUnit) {
    Trend trend = growth.trend();
    List<Evidence> result = new ArrayList<>();
    result.add(Evidence.of("growth of " + what, slope(), rateUnit, 0));
    result.add(
        Evidence.text(
            growth.confidence() + " confidence interval",
            Double.isFinite(trend.low())
                ? Formats.format(trend.low(), rateUnit)
                    + " to "
                    + Formats.format(trend.high(), rateUnit)
                : "not applicable: the growth is no straight line; six parts of the time rise one"
                    + " after the other"));
    result.add(Evidence.of(what + " at first", first(), unit));
    result.add(Evidence.of(what + " at last", last(), unit));
    result.add(Evidence.of("readings", growth.part().size(), Unit.COUNT, LiveSetGrowth.MIN_POINTS));
    return result;
  }
}
