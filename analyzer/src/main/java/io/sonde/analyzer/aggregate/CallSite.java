package io.sonde.analyzer.aggregate;

import java.util.ArrayList;
import java.util.List;

/**
 * A method of the application, and what was added up for it.
 *
 * @param method with the line that weighs most
 * @param stack the heaviest of its stacks: node in the recording's stacks
 * @param caller the own method that called it there, where there is one
 * @param above frames of the JDK and of libraries that it called there, outermost first
 */
public record CallSite(
    Place method, double weight, int stack, List<Place> caller, List<Place> above) {
  private static final int NAMED_ABOVE = 2;

  /** Own code first: the method, its caller; then what it called. */
  public List<Place> places() {
    List<Place> result = new ArrayList<>();
    result.add(method);
    result.addAll(caller);
    result.addAll(above.subList(0, Math.min(NAMED_ABOVE, above.size())));
    return result;
  }

  /** {@code Cart.total}, with the call that it made where there is one. */
  public String describe() {
    return above.isEmpty()
        ? method.shortName()
        : method.shortName() + " (in " + above.get(0).shortName() + ")";
  }
}
