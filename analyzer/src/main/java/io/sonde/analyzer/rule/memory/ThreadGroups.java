package io.sonde.analyzer.rule.memory;

import io.sonde.analyzer.aggregate.LiveSet.Point;
import io.sonde.analyzer.aggregate.ThreadNames;
import io.sonde.analyzer.model.Incident;
import io.sonde.analyzer.model.IncidentKind;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.ThreadRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/** Threads that began within the recording, by the pattern of their names. */
final class ThreadGroups {
  /** Moments at which the living are counted. */
  private static final int MOMENTS = 120;

  private ThreadGroups() {}

  /**
   * One thread.
   *
   * @param endNanos {@link Long#MAX_VALUE} for one that still lives
   * @param stack of who started it
   */
  record Life(int thread, String name, long startNanos, long endNanos, int stack) {}

  /**
   * @param pattern the name, numbers replaced by #
   */
  record Group(String pattern, List<Life> lives) {
    List<Life> living() {
      return lives.stream().filter(life -> life.endNanos() == Long.MAX_VALUE).toList();
    }

    /** How many lived at moments evenly spread over the recording. */
    List<Point> course(Recording recording) {
      long[] starts = lives.stream().mapToLong(Life::startNanos).sorted().toArray();
      long[] ends = lives.stream().mapToLong(Life::endNanos).sorted().toArray();
      long from = recording.startNanos();
      double step = (double) (recording.endNanos() - from) / MOMENTS;
      List<Point> points = new ArrayList<>();
      for (int i = 1; i <= MOMENTS; i++) {
        long time = from + (long) (i * step);
        points.add(new Point(time, upTo(starts, time) - upTo(ends, time)));
      }
      return points;
    }

    private static int upTo(long[] sorted, long time) {
      int low = 0;
      int high = sorted.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (sorted[middle] <= time) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    /** Whether only the last number of the names differs: one pool, not pool after pool. */
    boolean isOnePool() {
      return lives.stream().map(life -> withoutLastNumber(life.name())).distinct().count() == 1;
    }
  }

  /** Those of which most live first; none where threads' starts or ends are not all known. */
  static List<Group> of(Recording recording) {
    List<Incident> starts = recording.incidents().of(IncidentKind.THREAD_START);
    List<Incident> ends = recording.incidents().of(IncidentKind.THREAD_END);
    boolean all =
        recording.coverage().isEnabled("jdk.ThreadEnd")
            && starts.stream().allMatch(each -> each.weight() == 1)
            && ends.stream().allMatch(each -> each.weight() == 1);
    if (!all) {
      return List.of();
    }
    Map<Long, Long> endOf = new HashMap<>();
    for (Incident each : ends) {
      if (each.thread() >= 0) {
        endOf.put(id(recording, each), each.startNanos());
      }
    }
    Map<String, List<Life>> groups = new LinkedHashMap<>();
    for (Incident each : starts) {
      if (each.thread() >= 0) {
        ThreadRef thread = recording.threads().get(each.thread());
        long end = endOf.getOrDefault(id(recording, each), Long.MAX_VALUE);
        groups
            .computeIfAbsent(ThreadNames.pattern(thread.name()), added -> new ArrayList<>())
            .add(new Life(each.thread(), thread.name(), each.startNanos(), end, each.stack()));
      }
    }
    return groups.entrySet().stream()
        .map(entry -> new Group(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingInt((Group group) -> group.living().size()).reversed())
        .toList();
  }

  private static long id(Recording recording, Incident incident) {
    return recording.threads().get(incident.thread()).javaId();
  }

  private static String withoutLastNumber(String name) {
    Matcher numbers = ThreadNames.NUMBER.matcher(name);
    int start = -1;
    int end = -1;
    while (numbers.find()) {
      start = numbers.start();
      end = numbers.end();
    }
    return start < 0 ? name : name.substring(0, start) + "#" + name.substring(end);
  }

  /** When each thread was last seen at work; {@link Long#MIN_VALUE} for never. */
  static long[] lastWork(Recording recording) {
    long[] last = new long[recording.threads().size()];
    Arrays.fill(last, Long.MIN_VALUE);
    SampleTable cpu = recording.samples(SampleKind.CPU);
    for (int i = 0; cpu != null && i < cpu.size(); i++) {
      note(last, cpu.thread(i), cpu.timeNanos(i));
    }
    for (int i = 0; i < recording.waits().size(); i++) {
      note(last, recording.waits().thread(i), recording.waits().endNanos(i));
    }
    return last;
  }

  private static void note(long[] last, int thread, long time) {
    if (thread >= 0 && thread < last.length) {
      last[thread] = Math.max(last[thread], time);
    }
  }
}
