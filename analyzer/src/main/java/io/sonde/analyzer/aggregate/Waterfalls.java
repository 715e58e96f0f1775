package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.LongHashSet;
import io.sonde.analyzer.aggregate.Waterfall.Bar;
import io.sonde.analyzer.aggregate.Waterfall.Lane;
import io.sonde.analyzer.model.GcPause;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.Request;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.RequestTask;
import io.sonde.analyzer.model.Route;
import io.sonde.analyzer.model.SqlTable;
import io.sonde.analyzer.model.Wait;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requests of a recording as waterfalls: its slowest, or those asked for. */
final class Waterfalls {
  /** Requests that are drawn, and at most of one route, so that others are seen too. Our choice. */
  private static final int MOST = 12;

  private static final int MOST_OF_ROUTE = 3;

  /** Bars of one request; the shortest are left out. Our choice. */
  private static final int MOST_BARS = 300;

  private final Recording recording;
  private final Attribution attribution;
  private final OwnCode code;

  /** Texts of statements and calls by request and start. */
  private final Map<Asked, String> texts = new HashMap<>();

  private Waterfalls(Recording recording, Attribution attribution, OwnCode code) {
    this.recording = recording;
    this.attribution = attribution;
    this.code = code;
  }

  private record Asked(long requestId, long startNanos) {}

  /** The slowest first; none where no requests were recorded. */
  static List<Waterfall> of(Recording recording, Attribution attribution, OwnCode code) {
    return of(recording, attribution, code, slowest(recording));
  }

  /**
   * @param rows of the requests
   */
  static List<Waterfall> of(
      Recording recording, Attribution attribution, OwnCode code, int[] rows) {
    Waterfalls waterfalls = new Waterfalls(recording, attribution, code);
    waterfalls.readTexts(rows);
    List<Waterfall> all = new ArrayList<>();
    for (int row : rows) {
      all.add(waterfalls.waterfall(row));
    }
    return all;
  }

  private static int[] slowest(Recording recording) {
    RequestTable table = recording.requests().table();
    List<Route> routes = recording.requests().routes();
    NestedRequests nested = NestedRequests.of(table);
    Map<Integer, List<Integer>> byRoute = new LinkedHashMap<>();
    Comparator<Integer> byDuration =
        Comparator.<Integer>comparingLong(table::durationNanos).reversed();
    for (int row = 0; row < table.size(); row++) {
      int route = table.route(row);
      if (!nested.isWithinAnother(row) && !routes.get(route).isBackground()) {
        List<Integer> most = byRoute.computeIfAbsent(route, added -> new ArrayList<>());
        if (most.size() < MOST_OF_ROUTE
            || table.durationNanos(row) > table.durationNanos(most.get(most.size() - 1))) {
          most.add(row);
          most.sort(byDuration);
          if (most.size() > MOST_OF_ROUTE) {
            most.remove(MOST_OF_ROUTE);
          }
        }
      }
    }
    return byRoute.values().stream()
        .flatMap(List::stream)
        .sorted(byDuration)
        .limit(MOST)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private void readTexts(int[] rows) {
    LongHashSet wanted = new LongHashSet();
    for (int row : rows) {
      wanted.add(recording.requests().table().id(row));
    }
    for (SqlTable asked : List.of(recording.sql(), recording.httpCalls())) {
      for (int i = 0; i < asked.size(); i++) {
        if (wanted.contains(asked.requestId(i))) {
          Asked key = new Asked(asked.requestId(i), asked.startNanos(i));
          texts.putIfAbsent(key, asked.texts().get(asked.text(i)));
        }
      }
    }
  }

  private Waterfall waterfall(int row) {
    Request request = recording.requests().table().get(row);
    List<RequestTask> tasks = attribution.tasksOf(row);
    List<Bar> bars = new ArrayList<>();
    Map<Integer, Lane> lanes = new LinkedHashMap<>();
    long left = request.startNanos() + request.entryNanos();
    work(request, request.entryThread(), request.startNanos(), left, lanes, bars);
    for (RequestTask task : tasks) {
      long queuedFrom = task.startNanos() - Math.max(0, task.queuedNanos());
      if (task.startNanos() < request.endNanos()) {
        Lane lane = lane(task.thread(), lanes);
        long from = Math.max(queuedFrom, request.startNanos());
        if (task.startNanos() > from) {
          bars.add(add(lane, bar(request, Part.QUEUE, from, task.startNanos(), "")));
        }
        work(request, task.thread(), task.startNanos(), task.endNanos(), lanes, bars);
      }
    }
    int omitted = Math.max(0, bars.size() - MOST_BARS);
    if (omitted > 0) {
      bars.sort(Comparator.comparingLong(Bar::nanos));
      Set<Bar> shortest = Collections.newSetFromMap(new IdentityHashMap<>());
      shortest.addAll(bars.subList(0, omitted));
      lanes.values().forEach(lane -> lane.bars().removeIf(shortest::contains));
    }
    return new Waterfall(
        recording.requests().routes().get(request.route()),
        request,
        List.copyOf(lanes.values()),
        pauses(request),
        omitted);
  }

  private void work(
      Request request, int thread, long from, long to, Map<Integer, Lane> lanes, List<Bar> bars) {
    long end = Math.min(to, request.endNanos());
    if (end <= from) {
      return;
    }
    Lane lane = lane(thread, lanes);
    lane.work().add(bar(request, null, from, end, ""));
    attribution.visitWaits(
        thread,
        from,
        end,
        (wait, waitFrom, waitTo) -> {
          Part part = Part.of(recording.waits().kind(wait));
          bars.add(add(lane, bar(request, part, waitFrom, waitTo, label(request, wait, part))));
        });
  }

  private Lane lane(int thread, Map<Integer, Lane> lanes) {
    return lanes.computeIfAbsent(
        thread,
        added -> {
          String name = thread < 0 ? "" : recording.threads().get(thread).name();
          return new Lane(name, new ArrayList<>(), new ArrayList<>());
        });
  }

  private static Bar add(Lane lane, Bar bar) {
    lane.bars().add(bar);
    return bar;
  }

  private static Bar bar(Request request, @Nullable Part part, long from, long to, String label) {
    return new Bar(part, from - request.startNanos(), to - request.startNanos(), label);
  }

  private String label(Request request, int row, Part part) {
    Wait wait = recording.waits().get(row);
    if (part == Part.SQL || part == Part.HTTP) {
      return texts.getOrDefault(new Asked(request.id(), wait.startNanos()), "");
    }
    Place place = wait.stack() < 0 ? null : code.place(code.frame(wait.stack()));
    String where = place == null ? "" : place.shortName();
    String what = wait.objectClass() < 0 ? "" : recording.classNames().get(wait.objectClass());
    return what.isEmpty() || where.isEmpty() ? what + where : what + " in " + where;
  }

  private List<Bar> pauses(Request request) {
    List<Bar> pauses = new ArrayList<>();
    for (GcPause pause : recording.pauses()) {
      long from = Math.max(pause.startNanos(), request.startNanos());
      long to = Math.min(pause.endNanos(), request.endNanos());
      if (to > from) {
        pauses.add(bar(request, Part.GC_PAUSE, from, to, pause.name()));
      }
    }
    return pauses;
  }
}
