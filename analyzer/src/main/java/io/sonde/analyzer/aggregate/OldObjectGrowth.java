package io.sonde.analyzer.aggregate;

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
import java.util.Optional;

/**
 * Which sampled objects are what has grown. The JVM writes all that are alive again and again:
 * counts of one allocation site and class in the first and the last writing can be compared. What
 * start-up allocated stays as it was or shrinks, since the JVM keeps a fixed number of samples;
 * what leaks increases. The newest objects of a site stand for its increase.
 */
public final class OldObjectGrowth {
  /** Objects written less than these nanoseconds apart were written together. */
  private static final long ONE_WRITING_NANOS = 5_000_000_000L;

  private static final String AGENT = "io.sonde.";

  private final Recording recording;
  private final CodeMap code;

  public OldObjectGrowth(Recording recording) {
    this.recording = recording;
    SampleTable.Builder all = new SampleTable.Builder(SampleKind.LIVE);
    for (OldObject each : recording.oldObjects()) {
      all.add(each.allocationNanos(), -1, each.stack(), 1, (byte) 0, -1);
    }
    this.code = CodeMap.of(recording, all.build());
  }

  private record Key(Method site, String className) {}

  /**
   * Sampled objects of one class that one method of the application allocated.
   *
   * @param site its class is empty where no frame is the application's
   * @param before how many the first writing had; -1 where there was but one writing
   * @param now how many the last writing has
   * @param path references from one of them (first) to the root (last), empty unless recorded
   * @param root kind of the root, empty unless recorded
   */
  public record Survivors(
      Method site, String className, int before, int now, List<String> path, String root) {
    int increase() {
      return now - Math.max(0, before);
    }
  }

  /** The survivors by site and class, those that increased most first. */
  public List<Survivors> bySite(long untilNanos) {
    boolean compared = writings().size() > 1;
    Map<Key, Integer> before = compared ? first(untilNanos) : Map.of();
    List<Survivors> result = new ArrayList<>();
    byKey(survivors(untilNanos))
        .forEach(
            (key, objects) -> {
              Optional<OldObject> told =
                  objects.stream().filter(each -> !each.path().isEmpty()).findFirst();
              result.add(
                  new Survivors(
                      key.site,
                      key.className,
                      compared ? before.getOrDefault(key, 0) : -1,
                      objects.size(),
                      told.map(OldObject::path).orElse(List.of()),
                      told.map(OldObject::root).orElse("")));
            });
    result.sort(
        Comparator.comparingInt(Survivors::increase)
            .reversed()
            .thenComparing(Survivors::className));
    return result;
  }

  /** Objects of the last writing that an old collection left and the agent did not allocate. */
  public List<OldObject> survivors(long untilNanos) {
    List<List<OldObject>> writings = writings();
    return writings.isEmpty() ? List.of() : aged(writings.get(writings.size() - 1), untilNanos);
  }

  /** The survivors that the first writing had fewer of; all where there was but one writing. */
  public List<OldObject> grown(long untilNanos) {
    List<OldObject> survivors = survivors(untilNanos);
    List<List<OldObject>> writings = writings();
    if (writings.size() < 2) {
      return survivors;
    }
    Map<Key, Integer> before = first(untilNanos);
    List<OldObject> result = new ArrayList<>();
    byKey(survivors)
        .forEach(
            (key, objects) -> {
              objects.sort(Comparator.comparingLong(OldObject::allocationNanos));
              int known = Math.min(objects.size(), before.getOrDefault(key, 0));
              result.addAll(objects.subList(known, objects.size()));
            });
    return result;
  }

  /** How many of each site and class the first writing had. */
  private Map<Key, Integer> first(long untilNanos) {
    Map<Key, Integer> counts = new HashMap<>();
    aged(writings().get(0), untilNanos).forEach(each -> counts.merge(key(each), 1, Integer::sum));
    return counts;
  }

  private Map<Key, List<OldObject>> byKey(List<OldObject> objects) {
    Map<Key, List<OldObject>> result = new LinkedHashMap<>();
    for (OldObject each : objects) {
      result.computeIfAbsent(key(each), key -> new ArrayList<>()).add(each);
    }
    return result;
  }

  public boolean isAgents(String className, int stack) {
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
