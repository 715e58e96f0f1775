package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.AgentState;
import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.unit.Formats;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the agent's governor turned down, and when. */
final class TurnedDown {
  private static final int MOST_NAMES = 5;
  private static final int MOST_STEPS = 8;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final String EVENTS = "events of requests and SQL";

  /** By what was turned, in the order in which it first was. */
  private final Map<String, List<Step>> steps = new LinkedHashMap<>();

  private @Nullable AgentState overBudget;

  private record Step(long timeNanos, String from, String to) {}

  void step(Event event) {
    String name =
        event.text("probe").equals("method")
            ? event.text("className") + "." + event.text("methodName")
            : EVENTS;
    steps
        .computeIfAbsent(name, added -> new ArrayList<>())
        .add(new Step(event.startNanos(), event.text("from"), event.text("to")));
  }

  /** Keeps the dearest moment over the budget. */
  void state(AgentState state) {
    if (state.budgetNanos() > 0
        && state.leastCostNanos() > state.budgetNanos()
        && (overBudget == null || state.leastCostNanos() > overBudget.leastCostNanos())) {
      overBudget = state;
    }
  }

  void add(TurnedDown later) {
    later.steps.forEach(
        (name, added) -> steps.computeIfAbsent(name, none -> new ArrayList<>()).addAll(added));
    if (later.overBudget != null) {
      state(later.overBudget);
    }
  }

  void finish(RecordingBuilder builder) {
    if (!steps.isEmpty()) {
      problem(builder, words());
    }
    if (overBudget != null) {
      problem(
          builder,
          "Though all that can be was turned down, exact counts, requests and SQL took %s of a processor's time at %s, and the budget is %s."
              .formatted(
                  Formats.percent(overBudget.leastCostNanos() / NANOS_PER_SECOND),
                  time(overBudget.timeNanos()),
                  Formats.percent(overBudget.budgetNanos() / NANOS_PER_SECOND)));
    }
  }

  private String words() {
    StringBuilder text = new StringBuilder();
    text.append(steps.size() == 1 ? "1 probe was" : steps.size() + " probes were");
    text.append(" turned down: ");
    text.append(
        String.join("; ", steps.entrySet().stream().limit(MOST_NAMES).map(this::words).toList()));
    text.append(steps.size() > MOST_NAMES ? "; …" : "");
    text.append(". Counts are exact throughout.");
    if (steps.size() > (steps.containsKey(EVENTS) ? 1 : 0)) {
      text.append(
          " Times of a method while one call in N was timed are estimates from those calls; calls"
              + " that were only counted are in none of its times.");
    }
    if (steps.containsKey(EVENTS)) {
      text.append(
          " Fewer of the fast requests, and of the SQL outside of requests, were written; those"
              + " requests stand for the rest with their weight.");
    }
    return text.toString();
  }

  private String words(Map.Entry<String, List<Step>> turned) {
    List<Step> inOrder =
        turned.getValue().stream().sorted(Comparator.comparingLong(Step::timeNanos)).toList();
    // Several steps of one second are one to the reader: where it went from and to.
    Map<String, String> bySecond = new LinkedHashMap<>();
    inOrder.forEach(step -> bySecond.put(time(step.timeNanos()), step.to()));
    StringBuilder text = new StringBuilder(turned.getKey());
    text.append(" (").append(inOrder.get(0).from());
    bySecond.entrySet().stream()
        .limit(MOST_STEPS)
        .forEach(
            step ->
                text.append(", from ")
                    .append(step.getKey())
                    .append(" on ")
                    .append(step.getValue()));
    return text.append(bySecond.size() > MOST_STEPS ? ", …)" : ")").toString();
  }

  private static String time(long epochNanos) {
    return Instant.EPOCH
        .plusNanos(epochNanos)
        .truncatedTo(ChronoUnit.SECONDS)
        .toString()
        .replace('T', ' ')
        .replace("Z", " UTC");
  }

  private static void problem(RecordingBuilder builder, String what) {
    builder.problem(new Quality.Problem(Quality.Kind.TURNED_DOWN, "", what, 0, 0));
  }
}
