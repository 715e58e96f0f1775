package io.sonde.analyzer.rule;

import io.sonde.analyzer.aggregate.HotSpot;
import io.sonde.analyzer.aggregate.Place;
import io.sonde.analyzer.finding.Location;
import java.util.List;

/** Places of aggregates as locations of findings. */
public final class Locations {
  private Locations() {}

  public static List<Location> of(HotSpot spot) {
    return spot.places().stream().map(Locations::of).toList();
  }

  public static Location of(Place place) {
    return new Location(place.className(), place.methodName(), place.line());
  }
}
