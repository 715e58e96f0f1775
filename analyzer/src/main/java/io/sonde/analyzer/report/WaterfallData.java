package io.sonde.analyzer.report;

import io.sonde.analyzer.aggregate.Part;
import io.sonde.analyzer.aggregate.Waterfall;
import io.sonde.analyzer.aggregate.Waterfall.Bar;
import io.sonde.analyzer.aggregate.Waterfall.Lane;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.Request;
import io.sonde.analyzer.unit.PrintableText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the page draws of the slowest requests. Times are nanoseconds after the request's start. */
final class WaterfallData {
  private static final String WORK = "work";
  private static final String WORK_WORDS = "at work: on a processor, ready for one, or unexplained";

  private WaterfallData() {}

  static List<Map<String, Object>> of(List<Waterfall> slowest, Recording recording) {
    return slowest.stream().map(each -> request(each, recording)).toList();
  }

  private static Map<String, Object> request(Waterfall waterfall, Recording recording) {
    Request request = waterfall.request();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("route", PrintableText.shortened(waterfall.route().name()));
    data.put("start", request.startNanos() / 1e9);
    data.put("nanos", request.durationNanos());
    data.put("status", request.status());
    int error = request.errorClass();
    data.put("error", error < 0 ? "" : PrintableText.shortened(recording.classNames().get(error)));
    data.put("trace", PrintableText.shortened(request.traceId()));
    data.put("cpu", request.cpuNanos());
    data.put("sql", request.database().statements());
    data.put("http", request.http().calls());
    data.put("lanes", waterfall.lanes().stream().map(WaterfallData::lane).toList());
    data.put("pauses", waterfall.pauses().stream().map(WaterfallData::bar).toList());
    data.put("parts", parts(waterfall));
    data.put("omitted", waterfall.omitted());
    return data;
  }

  private static Map<String, Object> lane(Lane lane) {
    List<Map<String, Object>> bars = new ArrayList<>();
    lane.work().forEach(each -> bars.add(bar(each)));
    lane.bars().forEach(each -> bars.add(bar(each)));
    return Map.of("thread", PrintableText.shortened(lane.thread()), "bars", bars);
  }

  private static Map<String, Object> bar(Bar bar) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("part", bar.part() == null ? WORK : bar.part().id());
    data.put("from", bar.from());
    data.put("to", bar.to());
    if (!bar.label().isEmpty()) {
      data.put("label", PrintableText.shortened(bar.label()));
    }
    return data;
  }

  /** Words of the parts that occur, work first. */
  private static Map<String, String> parts(Waterfall waterfall) {
    Set<Part> seen = EnumSet.noneOf(Part.class);
    waterfall.pauses().forEach(each -> seen.add(Part.GC_PAUSE));
    for (Lane lane : waterfall.lanes()) {
      for (Bar bar : lane.bars()) {
        if (bar.part() != null) {
          seen.add(bar.part());
        }
      }
    }
    Map<String, String> words = new LinkedHashMap<>();
    words.put(WORK, WORK_WORDS);
    seen.forEach(part -> words.put(part.id(), part.words()));
    return words;
  }
}
