package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.LongIntHashMap;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SqlTable;
import io.sonde.analyzer.model.StackTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The stack trace by which requests of a route run a statement. One text may be run once by one
 * place and in a loop by another, so callers seen in a request that repeats it go before others of
 * the route, and these before all others.
 */
final class CallerStacks {
  /** Own methods that a finding names; the loop is seldom further up. Our choice. */
  private static final int MOST_PLACES = 4;

  private final Recording recording;
  private final Statements statements;
  private final int repeatsFrom;

  CallerStacks(Recording recording, Statements statements, int repeatsFrom) {
    this.recording = recording;
    this.statements = statements;
    this.repeatsFrom = repeatsFrom;
  }

  /** Node in the recording's stacks; the root where no caller is known. */
  int stack(int text, int route) {
    SqlTable table = statements.table();
    Map<Integer, Double> repeating = new HashMap<>();
    Map<Integer, Double> ofRoute = new HashMap<>();
    LongIntHashMap counts = new LongIntHashMap();
    for (int i = 0; i < table.seenCallers(); i++) {
      int request =
          table.textOfCaller(i) == text ? statements.request(table.requestOfCaller(i)) : -1;
      if (request >= 0 && recording.requests().table().route(request) == route) {
        int stack = table.stackOfCaller(i);
        ofRoute.merge(stack, 1.0, Double::sum);
        if (!counts.containsKey(request)) {
          counts.put(request, count(text, request));
        }
        if (counts.get(request) >= repeatsFrom) {
          repeating.merge(stack, 1.0, Double::sum);
        }
      }
    }
    if (!repeating.isEmpty() || !ofRoute.isEmpty()) {
      return mostByOwnFrame(repeating.isEmpty() ? ofRoute : repeating);
    }
    Map<Integer, Double> all = new HashMap<>();
    table.callers(text).forEach((stack, times) -> all.put(stack, times.doubleValue()));
    return all.isEmpty() ? StackTable.ROOT : mostByOwnFrame(all);
  }

  private int count(int text, int request) {
    int count = 0;
    for (int place = statements.first(request); place < statements.end(request); place++) {
      count += statements.table().text(statements.row(place)) == text ? 1 : 0;
    }
    return count;
  }

  /** Stacks differ in what libraries do above the application's frame, which is what counts. */
  private int mostByOwnFrame(Map<Integer, Double> stacks) {
    Map<Integer, Double> byFrame = new HashMap<>();
    stacks.forEach((stack, times) -> byFrame.merge(ownFrame(stack), times, Double::sum));
    Integer frame = Most.of(byFrame);
    Map<Integer, Double> ofFrame = new HashMap<>();
    stacks.forEach(
        (stack, times) -> {
          if (frame == null || ownFrame(stack) == frame) {
            ofFrame.put(stack, times);
          }
        });
    Integer most = Most.of(ofFrame);
    return most == null ? StackTable.ROOT : most;
  }

  int ownFrame(int stack) {
    return stack == StackTable.ROOT ? -1 : statements.frame(stack);
  }

  List<Place> places(int stack) {
    return stack == StackTable.ROOT ? List.of() : statements.places(stack, MOST_PLACES);
  }
}
