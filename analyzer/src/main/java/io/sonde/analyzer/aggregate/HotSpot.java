package io.sonde.analyzer.aggregate;

import java.util.ArrayList;
import java.util.List;

/**
 * The own method that a large share of a profile is charged to.
 *
 * @param method where to look first, with its heaviest line
 * @param weight of all samples charged to the method or to own methods below it
 * @param samples how many they are
 * @param callees own methods below it that hold a large part, heaviest first
 * @param library frames of the JDK or a library that dominate inside, outermost first
 * @param callers the own method that calls it most, where one does
 */
public record HotSpot(
    Place method,
    double weight,
    long samples,
    List<Place> callees,
    List<Place> library,
    List<Place> callers) {
  /** Own code first, most telling first: the method, what it calls, its caller; then libraries. */
  public List<Place> places() {
    List<Place> result = new ArrayList<>();
    result.add(method);
    result.addAll(callees);
    result.addAll(callers);
    result.addAll(library);
    return result;
  }

  /** {@code Cart.total}, with the library call that does the work where there is one. */
  public String describe() {
    return library.isEmpty()
        ? method.shortName()
        : method.shortName() + " (in " + library.get(0).shortName() + ")";
  }
}
