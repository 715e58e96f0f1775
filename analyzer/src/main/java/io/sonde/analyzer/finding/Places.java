package io.sonde.analyzer.finding;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether two findings are about the same part of the application. */
final class Places {
  /** Every finding may pass through these: they say nothing. */
  private static final Pattern JDK = Pattern.compile("(?:java|javax|jdk|sun|com\\.sun)\\..*");

  private Places() {}

  /** Same code, or same route. */
  static boolean agree(Finding one, Finding other) {
    return one.route() != null && Objects.equals(one.route(), other.route())
        || shareCode(one, other);
  }

  /** Both name a route, not the same, and no common code. */
  static boolean contradict(Finding one, Finding other) {
    return one.route() != null && other.route() != null && !agree(one, other);
  }

  /** The method that either names first stands among the other's, or both name one class first. */
  static boolean shareCode(Finding one, Finding other) {
    return isAmong(one.location(), other.location())
        || isAmong(other.location(), one.location())
        || isOwn(one.location())
            && isOwn(other.location())
            && one.location().get(0).className().equals(other.location().get(0).className());
  }

  private static boolean isAmong(List<Location> of, List<Location> places) {
    return isOwn(of)
        && places.stream()
            .anyMatch(
                place ->
                    place.className().equals(of.get(0).className())
                        && place.methodName().equals(of.get(0).methodName()));
  }

  private static boolean isOwn(List<Location> places) {
    return !places.isEmpty()
        && !places.get(0).className().isEmpty()
        && !JDK.matcher(places.get(0).className()).matches();
  }

  /** Both carry words as evidence whose label holds a word ("pool"), and not the same. */
  static boolean nameDifferent(String word, Finding one, Finding other) {
    Optional<String> first = named(word, one);
    Optional<String> second = named(word, other);
    return first.isPresent() && second.isPresent() && !first.equals(second);
  }

  private static Optional<String> named(String word, Finding finding) {
    return finding.evidence().stream()
        .filter(each -> each.label().toLowerCase(Locale.ROOT).equals(word))
        .map(Evidence::text)
        .filter(text -> !text.isEmpty())
        .findFirst();
  }
}
