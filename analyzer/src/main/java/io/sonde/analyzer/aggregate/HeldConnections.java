package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.LongIntHashMap;
import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.HoldTable;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.StackTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose code held a pool's connections, and what its threads did meanwhile. Holds have stack traces
 * by their time: a hold without one is charged to the code that holds longest in requests of its
 * route.
 */
public final class HeldConnections {
  private static final int NONE = -1;

  /** What a class is called that was generated around one of the application's. */
  private static final String PROXY_MARK = "$$";

  private final Recording recording;
  private final ThreadActivity activity;
  private final HoldTable holds;
  private final LongIntHashMap rowOfRequest = new LongIntHashMap();
  private final Map<Integer, Code> codeOfStack = new HashMap<>();

  private HeldConnections(Recording recording, ThreadActivity activity) {
    this.recording = recording;
    this.activity = activity;
    this.holds = recording.pools().holds();
    RequestTable requests = recording.requests().table();
    for (int i = 0; i < requests.size() && holds.size() > 0; i++) {
      rowOfRequest.put(requests.id(i), i);
    }
  }

  /**
   * The code that held them longest first; none where no hold was recorded.
   *
   * @param pool index into the pools' names
   */
  public static List<HeldBy> of(
      Recording recording, ThreadActivity activity, int pool, long from, long to) {
    return new HeldConnections(recording, activity).all(pool, from, to);
  }

  /** A method, whatever the line. */
  private record Code(String className, String methodName) implements Comparable<Code> {
    private static final Code UNKNOWN = new Code("", "");

    @Override
    public int compareTo(Code other) {
      int byClass = className.compareTo(other.className);
      return byClass != 0 ? byClass : methodName.compareTo(other.methodName);
    }
  }

  private List<HeldBy> all(int pool, long from, long to) {
    Map<Integer, Map<Code, Double>> byRoute = new HashMap<>();
    visit(
        pool,
        from,
        to,
        (hold, row) -> {
          Code code = code(hold);
          if (code != Code.UNKNOWN) {
            byRoute
                .computeIfAbsent(route(row), added -> new HashMap<>())
                .merge(code, (double) holds.durationNanos(hold), Double::sum);
          }
        });
    Map<Code, Group> groups = new HashMap<>();
    visit(
        pool,
        from,
        to,
        (hold, row) -> {
          Code known = code(hold);
          Code ofRoute = Most.of(byRoute.getOrDefault(route(row), Map.of()));
          Code code = known == Code.UNKNOWN && ofRoute != null ? ofRoute : known;
          groups.computeIfAbsent(code, added -> new Group()).add(hold, row);
        });
    List<HeldBy> all = new ArrayList<>();
    groups.forEach((code, group) -> all.add(group.heldBy(code)));
    all.sort(
        Comparator.comparingDouble(HeldBy::nanos)
            .reversed()
            .thenComparing(each -> String.valueOf(each.holder())));
    return all;
  }

  @FunctionalInterface
  private interface HoldVisitor {
    void visit(int hold, int request);
  }

  private void visit(int pool, long from, long to, HoldVisitor visitor) {
    for (int i = 0; i < holds.size(); i++) {
      if (holds.pool(i) == pool) {
        long start = holds.startNanos(i);
        if (start < to && start + holds.durationNanos(i) > from) {
          visitor.visit(i, rowOfRequest.getOrDefault(holds.requestId(i), NONE));
        }
      }
    }
  }

  private int route(int request) {
    return request < 0 ? NONE : recording.requests().table().route(request);
  }

  private Code code(int hold) {
    long id = holds.holdId(hold);
    Integer stack = id == 0 ? null : holds.holder(id);
    return stack == null
        ? Code.UNKNOWN
        : codeOfStack.computeIfAbsent(stack, added -> codeOf(recording.stacks(), added));
  }

  /**
   * A transaction begins and ends in the proxy around a class, above the frames of that class: so
   * the proxy's method stands for the one that it was generated for.
   */
  private Code codeOf(StackTable stacks, int stack) {
    for (int node = stack; node != StackTable.ROOT; node = stacks.parent(node)) {
      Frame frame = stacks.frame(node);
      int mark = frame.className().indexOf(PROXY_MARK);
      if (mark > 0 && CodeOrigin.of(frame) == CodeOrigin.GENERATED) {
        String proxied = frame.className().substring(0, mark);
        if (CodeOrigin.ofClass(proxied) == CodeOrigin.OWN) {
          return new Code(proxied, frame.methodName());
        }
      } else if (activity.code().isOwn(stacks.frameId(node))) {
        Method method = Method.of(frame);
        return new Code(method.className(), method.name());
      }
    }
    Place standIn = activity.code().place(activity.code().frame(stack));
    return standIn == null ? Code.UNKNOWN : new Code(standIn.className(), standIn.methodName());
  }

  private final class Group {
    private final ThreadActivity.Sum doing = activity.sum();
    private final Map<Integer, Double> routes = new HashMap<>();
    private double count;
    private double nanos;
    private long longest;
    private int leaked;

    private void add(int hold, int request) {
      double weight = request < 0 ? 1 : recording.requests().table().weight(request);
      long start = holds.startNanos(hold);
      long took = holds.durationNanos(hold);
      count += weight;
      nanos += weight * took;
      longest = Math.max(longest, took);
      leaked += holds.isLeaked(hold) ? 1 : 0;
      routes.merge(route(request), weight * took, Double::sum);
      int thread = holds.holderThread(holds.holdId(hold));
      if (thread < 0 && request >= 0) {
        thread = recording.requests().table().entryThread(request);
      }
      if (!holds.isOpen(hold)) {
        doing.add(thread, start, start + took, weight);
      }
    }

    private HeldBy heldBy(Code code) {
      Integer route = Most.of(routes);
      return new HeldBy(
          code == Code.UNKNOWN ? null : new Place(code.className, code.methodName, 0),
          route == null || route < 0 ? null : recording.requests().routes().get(route).name(),
          count,
          nanos,
          longest,
          leaked,
          doing);
    }
  }

  /**
   * What one method held.
   *
   * @param holder the application's method in which connections are taken and given back; null when
   *     unknown
   * @param route whose requests held longest; null outside of requests
   * @param count connections
   * @param nanos sum of the times that they were held
   * @param leaked of these, never closed and no longer referred to
   * @param doing what its threads did meanwhile, where the thread is known
   */
  public record HeldBy(
      @Nullable Place holder,
      @Nullable String route,
      double count,
      double nanos,
      long longestNanos,
      int leaked,
      ThreadActivity.Sum doing) {
    public double meanNanos() {
      return count <= 0 ? Double.NaN : nanos / count;
    }

    /** Share (0 to 1) of the time in statements; NaN when no thread is known. */
    public double sqlRatio() {
      return doing.totalNanos() <= 0 ? Double.NaN : doing.nanos(Part.SQL) / doing.totalNanos();
    }

    /** Time in which no statement ran, in nanoseconds; 0 when unknown. */
    public double idleNanos() {
      double ratio = sqlRatio();
      return Double.isNaN(ratio) ? 0 : (1 - ratio) * nanos;
    }
  }
}
