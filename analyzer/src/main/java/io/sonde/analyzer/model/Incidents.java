package io.sonde.analyzer.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Incidents by kind, each kind in order of time. */
public final class Incidents {
  private final Map<IncidentKind, List<Incident>> byKind;

  private Incidents(Map<IncidentKind, List<Incident>> byKind) {
    this.byKind = byKind;
  }

  /** None when the recording holds no such thing. */
  public List<Incident> of(IncidentKind kind) {
    return byKind.getOrDefault(kind, List.of());
  }

  /**
   * Gathers incidents. Of a kind that comes too often, every other one is dropped and the rest
   * weigh twice as much. Not thread-safe.
   */
  public static final class Builder {
    /** Of a kind, in some 3 MB; our choice. */
    private static final int MOST = 1 << 15;

    private final Map<IncidentKind, Kept> byKind = new EnumMap<>(IncidentKind.class);

    Builder() {}

    public void add(Incident incident) {
      byKind.computeIfAbsent(incident.kind(), added -> new Kept()).add(incident);
    }

    void addAll(Builder later, Renumbering numbers) {
      later.byKind.forEach(
          (kind, kept) -> {
            Kept own = byKind.computeIfAbsent(kind, added -> new Kept());
            kept.incidents.forEach(each -> own.take(each.renumbered(numbers)));
          });
    }

    Incidents build() {
      Map<IncidentKind, List<Incident>> built = new EnumMap<>(IncidentKind.class);
      byKind.forEach(
          (kind, kept) ->
              built.put(
                  kind,
                  kept.incidents.stream()
                      .sorted(Comparator.comparingLong(Incident::startNanos))
                      .toList()));
      return new Incidents(built);
    }

    private static final class Kept {
      private final List<Incident> incidents = new ArrayList<>();
      private int keptOneIn = 1;
      private int met;

      /** One of the recording, which stands for itself until many are met. */
      private void add(Incident incident) {
        if (met++ % keptOneIn == 0) {
          take(incident.heavier(keptOneIn));
        }
      }

      /** One that has its weight. */
      private void take(Incident incident) {
        incidents.add(incident);
        if (incidents.size() > MOST) {
          halve();
        }
      }

      /** Neighbours are of one stretch of time: either stands for both. */
      private void halve() {
        List<Incident> rest = new ArrayList<>();
        for (int i = 0; i + 1 < incidents.size(); i += 2) {
          Incident first = incidents.get(i);
          double both = first.weight() + incidents.get(i + 1).weight();
          rest.add(first.heavier(both / first.weight()));
        }
        if (incidents.size() % 2 == 1) {
          rest.add(incidents.get(incidents.size() - 1));
        }
        incidents.clear();
        incidents.addAll(rest);
        keptOneIn *= 2;
      }
    }
  }
}
