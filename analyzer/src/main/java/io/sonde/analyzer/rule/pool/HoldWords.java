package io.sonde.analyzer.rule.pool;

import io.sonde.analyzer.aggregate.HeldConnections.HeldBy;
import io.sonde.analyzer.aggregate.Part;
import io.sonde.analyzer.aggregate.Place;
import io.sonde.analyzer.aggregate.ThreadActivity.Doing;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.rule.Locations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How findings name who held connections, and for what. */
final class HoldWords {
  /** Holders that a location names. */
  private static final int NAMED = 3;

  /** Share of the holds' time from which on a route is the one concerned; our choice. */
  private static final double MAIN_ROUTE = 0.5;

  /** Share of the time without statements below which a place explains nothing; our choice. */
  private static final double WORTH_NAMING = 0.25;

  private HoldWords() {}

  static String name(HeldBy held) {
    Place holder = held.holder();
    if (holder != null) {
      return holder.shortName();
    }
    return held.route() == null ? "Code outside of requests" : "Code in " + held.route();
  }

  /** Holders, the longest first. */
  static List<Location> locations(List<HeldBy> held) {
    List<Location> locations = new ArrayList<>();
    for (HeldBy each : held) {
      Place holder = each.holder();
      if (holder != null && locations.size() < NAMED) {
        locations.add(Locations.of(holder));
      }
    }
    return locations;
  }

  /** The route of the code that held longest, where that is most of the time; else null. */
  static @Nullable String mainRoute(PoolCase pool) {
    return pool.held().isEmpty() || pool.held().get(0).nanos() < MAIN_ROUTE * pool.heldNanos()
        ? null
        : pool.held().get(0).route();
  }

  /** What holders did for longest beside statements; empty where it is only a small part. */
  static Optional<Doing> beside(HeldBy held) {
    double idle = held.doing().totalNanos() - held.doing().nanos(Part.SQL);
    return held.doing().doings().stream()
        .filter(each -> each.part() != Part.SQL)
        .findFirst()
        .filter(each -> each.nanos() >= WORTH_NAMING * idle);
  }

  /** The same in words: {@code outgoing HTTP (PaymentClient.request)}. */
  static String words(Doing doing) {
    Place place = doing.place();
    return doing.part().words() + (place == null ? "" : " (" + place.shortName() + ")");
  }
}
