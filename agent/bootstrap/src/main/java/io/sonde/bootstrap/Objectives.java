package io.sonde.bootstrap;

import java.util.ArrayList;
import java.util.List;

/** All that users are promised, while a recording runs. */
public final class Objectives {
  private static final Objective[] NONE = {};

  private static volatile List<Objective> all = List.of();

  private Objectives() {}

  /** To be called before requests are recorded: a route looks when it is first seen. */
  public static void start(List<Objective> objectives) {
    all = List.copyOf(objectives);
  }

  public static List<Objective> all() {
    return all;
  }

  /** Those that a route's requests count for. */
  static Objective[] of(String route) {
    List<Objective> matching = new ArrayList<>();
    for (Objective each : all) {
      if (each.isOf(route)) {
        matching.add(each);
      }
    }
    return matching.isEmpty() ? NONE : matching.toArray(NONE);
  }

  /** What routes of nobody count for. */
  static Objective[] none() {
    return NONE;
  }
}
