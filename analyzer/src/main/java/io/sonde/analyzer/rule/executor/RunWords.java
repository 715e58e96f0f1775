package io.sonde.analyzer.rule.executor;

import io.sonde.analyzer.aggregate.Part;
import io.sonde.analyzer.aggregate.Place;
import io.sonde.analyzer.aggregate.ThreadActivity.Doing;
import io.sonde.analyzer.aggregate.ThreadActivity.Sum;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.rule.Locations;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How findings name what threads did. */
final class RunWords {
  /** Places that a location names. */
  private static final int NAMED = 3;

  /** Share of the runs below which a place is no more worth a look; our choice. */
  private static final double WORTH_NAMING = 0.1;

  private RunWords() {}

  /** The code that ran longest, the longest first. */
  static List<Location> locations(Sum doing) {
    List<Location> locations = new ArrayList<>();
    for (Doing each : doing.doings()) {
      Place place = each.place();
      boolean enough = locations.isEmpty() || each.nanos() >= WORTH_NAMING * doing.totalNanos();
      if (place != null && enough && locations.size() < NAMED) {
        locations.add(Locations.of(place));
      }
    }
    return locations;
  }

  private static Optional<Doing> first(Sum doing) {
    return doing.doings().stream().filter(each -> each.place() != null).findFirst();
  }

  static String name(Sum doing) {
    return first(doing).map(Doing::place).map(Place::shortName).orElse("the tasks");
  }

  /** A sentence with a space before it; empty where nothing is known. */
  static String most(Sum doing) {
    return first(doing)
        .map(
            most ->
                " Most of the work is in "
                    + name(doing)
                    + ": "
                    + Formats.percent(most.nanos() / doing.totalNanos())
                    + ", "
                    + most.part().words()
                    + ".")
        .orElse("");
  }

  static List<Evidence> evidence(Sum doing) {
    List<Evidence> evidence = new ArrayList<>();
    for (Part part : Part.values()) {
      double share = doing.totalNanos() <= 0 ? 0 : doing.nanos(part) / doing.totalNanos();
      if (share >= WORTH_NAMING) {
        evidence.add(Evidence.of("of runs " + part.words(), share, Unit.RATIO));
      }
    }
    return evidence;
  }
}
