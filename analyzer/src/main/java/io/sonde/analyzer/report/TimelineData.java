package io.sonde.analyzer.report;

import io.sonde.analyzer.aggregate.LatencyHeat;
import io.sonde.analyzer.aggregate.Timeline;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.Route;
import io.sonde.analyzer.unit.PrintableText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the page's timeline draws. */
final class TimelineData {
  /** A chart shows no more. */
  private static final MathContext DIGITS = new MathContext(4);

  private TimelineData() {}

  /** Null where there is nothing to draw. */
  static @Nullable Map<String, Object> of(Timeline timeline, Recording recording) {
    if (timeline.charts().isEmpty() || timeline.steps() < 2) {
      return null;
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("from", timeline.fromNanos() / 1e9);
    data.put("step", timeline.stepNanos() / 1e9);
    data.put("steps", timeline.steps());
    data.put("charts", timeline.charts().stream().map(TimelineData::chart).toList());
    data.put("binsPerDecade", LatencyHeat.BINS_PER_DECADE);
    data.put("heat", LatencyHeat.of(recording, timeline).stream().map(TimelineData::heat).toList());
    return data;
  }

  /** Cells as step, bin, requests, one after the other: objects would be thrice the bytes. */
  private static Map<String, Object> heat(LatencyHeat heat) {
    Route route = heat.route();
    return Map.of(
        "label",
        route == null ? "All routes" : PrintableText.shortened(route.name()),
        "cells",
        heat.cells().stream()
            .flatMap(cell -> Stream.of(cell.step(), cell.bin(), rounded(cell.requests())))
            .toList());
  }

  /** First and last step of a finding's time; null where it is about nearly all of it. */
  static int @Nullable [] window(Finding finding, String when, Timeline timeline) {
    return when.isEmpty()
        ? null
        : new int[] {timeline.step(finding.fromNanos()), timeline.step(finding.toNanos())};
  }

  private static Map<String, Object> chart(Timeline.Chart chart) {
    return Map.of(
        "title", PrintableText.shortened(chart.title()),
        "unit", chart.unit().id(),
        "series", chart.series().stream().map(TimelineData::series).toList());
  }

  private static Map<String, Object> series(Timeline.Series series) {
    List<Double> values = new ArrayList<>();
    for (double value : series.values()) {
      values.add(Double.isFinite(value) ? rounded(value) : null);
    }
    return Map.of("label", PrintableText.shortened(series.label()), "values", values);
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(DIGITS).doubleValue();
  }
}
