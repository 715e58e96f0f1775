package io.sonde.agent.governor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides, each second, what is turned down and up. Cost of a probe = its calls per second × what a
 * call costs, as calibrated. While the sum is over the budget, the probe on which most can be saved
 * goes one level down; when it has left room for some time, the one whose level up costs least goes
 * up. Counts are never turned down: where they alone are over the budget, the state says so.
 */
final class Governor {
  /** Share of the budget that must remain after a step up; hysteresis, our choice. */
  static final double ROOM_RATIO = 0.7;

  /**
   * Share of the budget: where the budget cannot be kept and all that is left to be saved is less,
   * further steps would lose times and help nobody; our choice.
   */
  static final double LEAST_SAVING_RATIO = 0.01;

  private static final double NANOS_PER_SECOND = 1e9;
  private static final int MOST_ROWS = 20;

  private final double share;
  private final IntSupplier processors;
  private final Governed probes;
  private final Consumer<Step> steps;
  private final List<Dial> dials = new ArrayList<>();
  private final StepUpPatience patience = new StepUpPatience();
  private int methods;

  /**
   * @param share of all processors that the probes may take, 0 to 1
   */
  Governor(double share, IntSupplier processors, Governed probes, Consumer<Step> steps) {
    this.share = share;
    this.processors = processors;
    this.probes = probes;
    this.steps = steps;
    this.dials.add(new EventDial(probes));
  }

  /** One look; takes as many steps down as it needs, and at most one up. */
  GovernorState look(Load load, ProbeCosts costs) {
    addMethods(load.methods().length);
    dials.forEach(Dial::beginLook);
    Look look = new Look(load, costs, share * processors.getAsInt() * NANOS_PER_SECOND);
    if (look.total > look.budget) {
      patience.look(false);
      stepDown(look);
    } else {
      stepUp(look);
    }
    return look.state();
  }

  /** The methods' number only grows. */
  private void addMethods(int known) {
    for (; methods < known; methods++) {
      dials.add(new MethodDial(methods, probes));
    }
  }

  /** Until the sum is within the budget, or what is left is not worth it. */
  private void stepDown(Look look) {
    double least = look.least();
    Dial dearest = look.dearest();
    while (look.total > look.budget
        && dearest != null
        && (least <= look.budget || look.total - least >= LEAST_SAVING_RATIO * look.budget)) {
      look.turn(dearest, dearest.level() + 1, Step.Reason.OVER_BUDGET);
      patience.steppedDown();
      dearest = look.dearest();
    }
  }

  private void stepUp(Look look) {
    Dial cheapest = look.cheapestStepUp();
    boolean room =
        cheapest != null
            && look.total + cheapest.costOfStepUp(look.load, look.costs)
                <= ROOM_RATIO * look.budget;
    if (patience.look(room) && cheapest != null) {
      look.turn(cheapest, cheapest.level() - 1, Step.Reason.ROOM_AGAIN);
      patience.steppedUp();
    }
  }

  /** The probes at one moment. */
  private final class Look {
    private final Load load;
    private final ProbeCosts costs;
    private final double budget;
    private double total;

    private Look(Load load, ProbeCosts costs, double budget) {
      this.load = load;
      this.costs = costs;
      this.budget = budget;
      this.total = fixed();
      for (Dial dial : dials) {
        total += dial.cost(load, costs);
      }
    }

    /** What nothing can be saved on. */
    private double fixed() {
      return load.readingNanos()
          + load.requests() * costs.request()
          + load.statements() * costs.statement();
    }

    /** With all turned down as far as it goes. */
    private double least() {
      return total - dials.stream().mapToDouble(this::saving).sum();
    }

    private double saving(Dial dial) {
      return dial.saving(load, costs);
    }

    private @Nullable Dial dearest() {
      return dials.stream()
          .filter(dial -> dial.level() < dial.last())
          .max(Comparator.comparingDouble(this::saving))
          .orElse(null);
    }

    private @Nullable Dial cheapestStepUp() {
      return dials.stream()
          .filter(Dial::isTurnedDown)
          .min(Comparator.comparingDouble(dial -> dial.costOfStepUp(load, costs)))
          .orElse(null);
    }

    private void turn(Dial dial, int level, Step.Reason reason) {
      String from = dial.mode(dial.level());
      double before = total;
      total += dial.cost(level, load, costs) - dial.cost(load, costs);
      dial.turn(level);
      steps.accept(
          new Step(
              dial.method(),
              from,
              dial.mode(level),
              reason,
              dial.perSecond(load),
              before,
              total,
              budget));
    }

    private GovernorState state() {
      int throttled = 0;
      List<GovernorState.Row> rows = new ArrayList<>();
      rows.add(fixed("requests", load.requests(), costs.request()));
      rows.add(fixed("SQL statements", load.statements(), costs.statement()));
      rows.add(
          new GovernorState.Row(Dial.NO_METHOD, "the governor", 0, load.readingNanos(), "", false));
      for (Dial dial : dials) {
        throttled += dial.isTurnedDown() && dial.method() >= 0 ? 1 : 0;
        if (dial.isTurnedDown() || dial.perSecond(load) > 0) {
          rows.add(row(dial));
        }
      }
      rows.sort(Comparator.comparingDouble(GovernorState.Row::nanos).reversed());
      return new GovernorState(share, budget, total, least(), throttled, shortened(rows));
    }

    private GovernorState.Row fixed(String probe, double perSecond, double nanos) {
      return new GovernorState.Row(Dial.NO_METHOD, probe, perSecond, perSecond * nanos, "", false);
    }

    private GovernorState.Row row(Dial dial) {
      return new GovernorState.Row(
          dial.method(),
          dial.method() < 0 ? "events of requests and SQL" : "",
          dial.perSecond(load),
          dial.cost(load, costs),
          dial.mode(dial.level()),
          dial.isTurnedDown());
    }

    /** The dearest, and what is turned down, in the order of their cost. */
    private static List<GovernorState.Row> shortened(List<GovernorState.Row> rows) {
      List<GovernorState.Row> shown = new ArrayList<>();
      for (GovernorState.Row row : rows) {
        if (shown.size() < MOST_ROWS && (row.nanos() > 0 || row.turnedDown())) {
          shown.add(row);
        }
      }
      return List.copyOf(shown);
    }
  }
}
