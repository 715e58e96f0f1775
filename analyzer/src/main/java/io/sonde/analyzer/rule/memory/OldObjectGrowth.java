package io.sonde.analyzer.rule.memory;

import io.sonde.analyzer.aggregate.CodeMap;
import io.sonde.analyzer.aggregate.Method;
import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.OldObject;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.StackTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which sampled objects are what has grown. The JVM writes all that are alive again and again:
 * counts of one allocation site and class in the first and the last writing can be compared. What
 * start-up allocated stays as it was or shrinks, since the JVM keeps a fixed number of samples;
 * what leaks increases. The newest objects of a site stand for its increase.
 */
final class OldObjectGrowth {
  /** Objects written less than these nanoseconds apart were written together. */
  private static final long ONE_WRITING_NANOS = 5_000_000_000L;

  private static final String AGENT = "io.sonde.";

  private final Recording recording;
  private final CodeMap code;

  OldObjectGrowth(Recording recording) {
    this.recording = recording;
    SampleTable.Builder all = new SampleTable.Builder(SampleKind.LIVE);
    for (OldObject each : recording.oldObjects()) {
      all.add(each.allocationNanos(), -1, each.stack(), 1, (byte) 0, -1);
    }
    this.code = CodeMap.of(recording, all.build());
  }

  private record Key(Method site, String className) {}

  /** Objects of the last writing that an old collection left and the agent did not allocate. */
  List<OldObject> survivors(long untilNanos) {
    List<List<OldObject>> writings = writings();
    return writings.isEmpty() ? List.of() : aged(writings.get(writings.size() - 1), untilNanos);
  }

  /** The survivors that the first writing had fewer of; all where there was but one writing. */
  List<OldObject> grown(long untilNanos) {
    List<OldObject> survivors = survivors(untilNanos);
    List<List<OldObject>> writings = writings();
    if (writings.size() < 2) {
      return survivors;
    }
    Map<Key, Integer> before = new HashMap<>();
    aged(writings.get(0), untilNanos).forEach(each -> before.merge(key(each), 1, Integer::sum));
    Map<Key, List<OldObject>> after = new LinkedHashMap<>();
    for (OldObject each : survivors) {
      after.computeIfAbsent(key(each), key -> new ArrayList<>()).add(each);
    }
    List<OldObject> result = new ArrayList<>();
    after.forEach(
        (key, objects) -> {
          objects.sort(Comparator.comparingLong(OldObject::allocationNanos));
          int known = Math.min(objects.size(), before.getOrDefault(key, 0));
          result.addAll(objects.subList(known, objects.size()));
        });
    return result;
  }

  boolean isAgents(String className, int stack) {
    return className.startsWith(AGENT)
        || recording.stacks().framesOf(stack).stream()
            .map(Frame::className)
            .anyMatch(name -> name.startsWith(AGENT));
  }

  private List<OldObject> aged(List<OldObject> writing, long untilNanos) {
    return writing.stream()
        .filter(each -> each.allocationNanos() <= untilNanos)
        .filter(each -> !isAgents(each.className(), each.stack()))
        .toList();
  }

  private List<List<OldObject>> writings() {
    List<OldObject> all = new ArrayList<>(recording.oldObjects());
    all.sort(Comparator.comparingLong(OldObject::timeNanos));
    List<List<OldObject>> result = new ArrayList<>();
    long previous = 0;
    for (OldObject each : all) {
      if (result.isEmpty() || each.timeNanos() - previous > ONE_WRITING_NANOS) {
        result.add(new ArrayList<>());
      }
      result.get(result.size() - 1).add(each);
      previous = each.timeNanos();
    }
    return result;
  }

  private Key key(OldObject object) {
    StackTable stacks = recording.stacks();
    for (int node = object.stack(); node != StackTable.ROOT; node = stacks.parent(node)) {
      if (code.isOwn(stacks.frameId(node))) {
        return new Key(Method.of(stacks.frame(node)), object.className());
      }
    }
    return new Key(new Method("", ""), object.className());
  }
}
