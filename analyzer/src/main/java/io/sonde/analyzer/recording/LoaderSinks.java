package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.IncidentKind;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Class loaders and what they define. JFR writes one event for each loader that lives; those of one
 * moment are summed by the loaders' class.
 */
final class LoaderSinks {
  /** The loader of the JDK's own classes has no class. */
  private static final String BOOTSTRAP = "the bootstrap loader";

  private LoaderSinks() {}

  static void addTo(Map<String, EventSink.Factory> sinks) {
    sinks.put("jdk.ClassLoaderStatistics", (chunk, type) -> new Moments(chunk));
    sinks.put("jdk.ClassDefine", (chunk, type) -> event -> defined(chunk, event));
  }

  private static void defined(ChunkFacts chunk, Event event) {
    int loader = chunk.builder().className(loaderClass(event, "definingClassLoader"));
    IncidentSinks.add(chunk, event, IncidentKind.CLASS_DEFINED, loader, 0);
  }

  private static String loaderClass(Event event, String field) {
    Event.Structure loader = event.structure(field);
    Event.Structure type = loader == null ? null : loader.structure("type");
    String name = type == null ? "" : type.text("name");
    return name.isEmpty() ? BOOTSTRAP : JavaNames.ofInternal(name);
  }

  /** Sums the loaders of one moment. */
  private static final class Moments implements EventSink {
    /** Nanoseconds; JFR walks all loaders in some milliseconds, and a chunk lasts for longer. */
    private static final long LONGEST_WALK_NANOS = 500_000_000L;

    private final ChunkFacts chunk;
    private final Set<Long> seen = new HashSet<>();

    /** Loaders' classes that the moment has a reading of. */
    private final Set<String> begun = new HashSet<>();

    private long startNanos = Long.MIN_VALUE;

    private Moments(ChunkFacts chunk) {
      this.chunk = chunk;
    }

    @Override
    public void accept(Event event) {
      long time = event.startNanos();
      boolean first = seen.add(event.number("classLoaderData"));
      if (!first || startNanos == Long.MIN_VALUE || time - startNanos > LONGEST_WALK_NANOS) {
        seen.clear();
        seen.add(event.number("classLoaderData"));
        begun.clear();
        startNanos = time;
      }
      String loader = loaderClass(event, "classLoader");
      long classes = event.number("classCount") + event.number("hiddenClassCount");
      if (begun.add(loader)) {
        chunk.builder().gauges().add(Gauge.CLASS_LOADERS, loader, startNanos, 1);
        chunk.builder().gauges().add(Gauge.CLASSES_OF_LOADERS, loader, startNanos, classes);
      } else {
        chunk.builder().gauges().addToLast(Gauge.CLASS_LOADERS, loader, 1);
        chunk.builder().gauges().addToLast(Gauge.CLASSES_OF_LOADERS, loader, classes);
      }
    }
  }
}
