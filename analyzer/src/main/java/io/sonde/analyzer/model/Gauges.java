package io.sonde.analyzer.model;

import com.carrotsearch.hppc.DoubleArrayList;
import com.carrotsearch.hppc.LongArrayList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All gauges of a recording. */
public final class Gauges {
  private final Map<Key, GaugeSeries> series;

  private Gauges(Map<Key, GaugeSeries> series) {
    this.series = series;
  }

  /** All series of a gauge, in the order in which their labels were met; none when never read. */
  public List<GaugeSeries> of(Gauge gauge) {
    return series.values().stream().filter(each -> each.gauge() == gauge).toList();
  }

  /** One series; one of no readings when it was never read. */
  public GaugeSeries of(Gauge gauge, String label) {
    return series.getOrDefault(
        new Key(gauge, label), new GaugeSeries(gauge, label, new long[0], new double[0]));
  }

  /** The series of a gauge that has no labels. */
  public GaugeSeries only(Gauge gauge) {
    return of(gauge, "");
  }

  private record Key(Gauge gauge, String label) {}

  /** Grows the series. More readings than fit lose every other one. Not thread-safe. */
  public static final class Builder {
    /** A reading a second over a day and a half, in 2 MB; our choice. */
    private static final int MOST_READINGS = 1 << 17;

    private final Map<Key, Readings> series = new LinkedHashMap<>();

    Builder() {}

    /**
     * @param label empty for a gauge of one series
     */
    public void add(Gauge gauge, String label, long timeNanos, double value) {
      series.computeIfAbsent(new Key(gauge, label), added -> new Readings()).add(timeNanos, value);
    }

    /** Adds to the last reading of a series, which came in parts; it must have one. */
    public void addToLast(Gauge gauge, String label, double value) {
      Readings readings = series.get(new Key(gauge, label));
      if (readings != null) {
        int last = readings.values.size() - 1;
        readings.values.set(last, readings.values.get(last) + value);
      }
    }

    /** Takes a reading of a gauge that has no labels. */
    public void add(Gauge gauge, long timeNanos, double value) {
      add(gauge, "", timeNanos, value);
    }

    void addAll(Builder later) {
      later.series.forEach(
          (key, readings) -> {
            Readings own = series.computeIfAbsent(key, added -> new Readings());
            for (int i = 0; i < readings.times.size(); i++) {
              own.add(readings.times.get(i), readings.values.get(i));
            }
          });
    }

    Gauges build() {
      Map<Key, GaugeSeries> built = new LinkedHashMap<>();
      series.forEach((key, readings) -> built.put(key, readings.build(key)));
      return new Gauges(built);
    }

    private static final class Readings {
      private final LongArrayList times = new LongArrayList();
      private final DoubleArrayList values = new DoubleArrayList();

      private void add(long timeNanos, double value) {
        if (times.size() >= MOST_READINGS) {
          halve();
        }
        times.add(timeNanos);
        values.add(value);
      }

      private void halve() {
        int kept = 0;
        for (int i = 1; i < times.size(); i += 2) {
          times.set(kept, times.get(i));
          values.set(kept++, values.get(i));
        }
        times.elementsCount = kept;
        values.elementsCount = kept;
      }

      private GaugeSeries build(Key key) {
        List<Integer> order = new ArrayList<>();
        for (int row : TimeOrder.of(times::get, times.size())) {
          order.add(row);
        }
        return new GaugeSeries(
            key.gauge,
            key.label,
            order.stream().mapToLong(times::get).toArray(),
            order.stream().mapToDouble(values::get).toArray());
      }
    }
  }
}
